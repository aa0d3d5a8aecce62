using Egide.Observe;
using Egide.Observe.Queries;

namespace Egide.Queries;

public class FhirQueryTests
{
    [Theory]
    [InlineData("https://dpi.example/fhir/Patient?family:exact=Le%20Goff&birthdate=1961-04-12&_count=50&_offset=100", "family:exact=Le Goff;birthdate=1961-04-12", 50, 100)]
    [InlineData("/fhir/Patient?name=martin+jean&_page=3", "name=martin jean", null, null)]
    [InlineData("Patient?given=%C3%89lo%C3%AFse", "given=Éloïse", null, null)]
    public void SearchKeepsCriteriaApartFromPaging(string url, string parameters, int? count, int? offset)
    {
        var query = QueryDecoder.Decode(url);
        Assert.Equal(QueryKind.FhirSearch, query.Kind);
        Assert.Equal("Patient", query.Resource);
        Assert.Equal(parameters, Shown(query));
        Assert.Equal(count, query.Count);
        Assert.Equal(offset, query.Offset);
        Assert.Empty(query.PatientIdentifiers);
    }

    [Fact]
    public void ElementsAreListed()
    {
        var query = QueryDecoder.Decode("GET /fhir/Patient?family=Martin&_elements=name,birthDate HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(["name", "birthDate"], query.Elements);
    }

    [Theory]
    [InlineData("/fhir/Patient?identifier=urn:oid:1.2.250.1.213.1.4.8|160013412345678", "urn:oid:1.2.250.1.213.1.4.8|160013412345678")]
    [InlineData("/fhir/Patient?identifier=a|1,b|2", "a|1;b|2")]
    [InlineData("/fhir/Patient?_id=42", "|Patient/42")]
    [InlineData("/fhir/Observation?patient=42", "|Patient/42")]
    [InlineData("/fhir/Observation?subject=https://x/fhir/Patient/42", "|Patient/42")]
    [InlineData("/fhir/Observation?subject:Patient=42", "|Patient/42")]
    [InlineData("/fhir/Observation?patient:identifier=a|1", "a|1")]
    [InlineData("/fhir/DocumentReference?patient.identifier=a|1", "a|1")]
    [InlineData("/fhir/Patient/42/Observation?code=1", "|Patient/42")]
    [InlineData("/fhir/Patient/42/$everything", "|Patient/42")]
    [InlineData("/fhir/Patient/42/_history/3", "|Patient/42")]
    [InlineData("/fhir/Patient/$ihe-pix?sourceIdentifier=a|1", "a|1")]
    [InlineData("/fhir/Observation?subject=42", "")]
    [InlineData("/fhir/Observation?identifier=a|1", "")]
    [InlineData("/fhir/Patient?identifier:not=a|1", "")]
    [InlineData("/fhir/Patient?identifier=a|", "")]
    public void PatientsAskedByKey(string url, string keys)
    {
        var query = QueryDecoder.Decode(url);
        Assert.Equal(keys, string.Join(';', query.PatientIdentifiers.Select(p => p.System + "|" + p.Value)));
    }

    [Fact]
    public void PostedSearchIsReadFromItsBody()
    {
        var query = QueryDecoder.Decode("POST /r4/Patient/_search HTTP/1.1\nHost: x\nContent-Length: 3\n\nfamily=Martin&_count=20\n\n");
        Assert.Equal((QueryKind.FhirSearch, "Patient", "Martin", 20), (query.Kind, query.Resource, query["family"], query.Count));
    }

    [Theory]
    [InlineData("/fhir/Patient/42?null", "Patient")]
    [InlineData("https://x/fhir/Observation/7/_history/2", "Observation")]
    public void ReadById(string url, string resource)
    {
        var query = QueryDecoder.Decode(url);
        Assert.Equal((QueryKind.FhirRead, resource), (query.Kind, query.Resource));
        Assert.Empty(query.Parameters);
    }

    [Fact]
    public void MatchCandidatesAreCriteriaNotKeys()
    {
        var query = QueryDecoder.Decode("""
            {"resourceType":"Parameters","parameter":[
              {"name":"resource","resource":{"resourceType":"Patient","id":"x","name":[{"family":"Martin","given":["Léa","Anne"]}],"identifier":[{"system":"s","value":"1"}]}},
              {"name":"count","valueInteger":5},{"name":"onlyCertainMatches","valueBoolean":true}]}
            """);
        Assert.Equal(QueryKind.FhirMatch, query.Kind);
        Assert.Equal("name.family=Martin;name.given=Léa;name.given=Anne;identifier=s|1;onlyCertainMatches=True", Shown(query));
        Assert.Equal(5, query.Count);
        Assert.Empty(query.PatientIdentifiers);
    }

    [Theory]
    [InlineData("this is valid base64")]
    [InlineData("{\"resourceType\":\"Parameters\",")]
    [InlineData("{\"resourceType\":\"Patient\"}")]
    [InlineData("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"x\",\"valueString\":\"\\ud800\"}]}")]
    [InlineData("<queryByParameter><parameterList>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e 'x'>]><queryByParameter/>")]
    [InlineData("<html></html>")]
    [InlineData("MSH|^~\\&|a")]
    [InlineData("QPD")]
    [InlineData("GET /portal/index.html HTTP/1.1")]
    [InlineData("   ")]
    public void WhatIsNotUnderstoodKeepsItsText(string text)
    {
        var query = QueryDecoder.Decode(text);
        Assert.Equal((QueryKind.Unknown, text), (query.Kind, query.Text));
    }

    [Fact]
    public void AnEventWithoutAQueryIsReadFromItsUrlWhenItIsFhirs()
    {
        var audit = new AuditEvent { Method = "GET", Url = "/fhir/Patient?name=martin" };
        Assert.Equal("martin", QueryDecoder.Decode(audit)!["name"]);
        audit.Url = "/portal/login";
        Assert.Null(QueryDecoder.Decode(audit));
    }

    private static string Shown(DecodedQuery query) =>
        string.Join(';', query.Parameters.Select(p => $"{p.Name}{(p.Modifier is null ? "" : ":" + p.Modifier)}={p.Value}"));

    [Fact]
    public void A_servers_page_link_is_a_search_with_its_page_size()
    {
        var query = QueryDecoder.Decode("GET /fhir?_getpages=00601a05-9af8-4e6e-b6d6-a788bd740327&_getpagesoffset=100&_count=20&_bundletype=searchset HTTP/1.1");
        Assert.Equal((QueryKind.FhirSearch, null, 20, 100), (query.Kind, query.Resource, query.Count, query.Offset));
    }
}
