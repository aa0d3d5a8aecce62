using System.Text;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Tests.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Tests.Context;

public class ContextTests
{
    private const string Nir = "1.2.250.1.213.1.4.8";
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly List<IntakeProblem> _problems = [];

    [Fact]
    public void AServersOwnStatementSaysWhatItCanSearchPatientsBy()
    {
        var region = Read("""
            {"resourceType":"CapabilityStatement","status":"active","implementation":{"url":"https://portal.example/fhir/"},"rest":[{"mode":"server","resource":[{"type":"Patient","searchParam":[{"name":"family","type":"string"},{"name":"identifier","type":"token"}]},{"type":"Observation","searchParam":[{"name":"code","type":"token"}]}]}]}
            """);
        Assert.Equal(["family", "identifier"], region.ProfileOf("https://portal.example/fhir").Parameters!.Order());
        Assert.Null(region.ProfileOf("https://other.example/fhir").Parameters);
    }

    [Fact]
    public void PatientsAreClustersOfIdentifiers()
    {
        var region = Read("""
            id;system;ins;family;given;birth_date;status;controller;extra
            1;chu;1800101001001;A;B;1980-01-01;VALI;440000289;x
            2;clinique;180010100100112;A;B;1980-01-01;QUAL;
            3;chu;1800101001001;A;B;1980-01-01;DOUB;440000289
            4;chu;1800101001001;A;B;1980-01-01;COLV;440000289
            5;chu;;A;B;;FICT;
            6;chu;1800101001001;A;B;;USUR;
            7;chu;2900202002002;A;B;;ANOM;
            """);
        var first = region.ClusterOf("chu", "1");
        Assert.Equal(first, region.ClusterOf("urn:oid:chu", "2") < 0 ? region.ClusterOf("clinique", "2") : -2);
        Assert.Equal(first, region.ClusterOf("chu", "3"));
        Assert.Equal(first, region.ClusterOf("urn:oid:1.2.250.1.213.1.4.9", "1800101001001"));
        Assert.Equal(first, region.ClusterOf(null, "1^^^&chu&ISO"));
        Assert.NotEqual(first, region.ClusterOf("chu", "4"));
        Assert.NotEqual(first, region.ClusterOf("chu", "6"));
        Assert.Equal(PatientFlags.Collision, region.FlagsOf(region.ClusterOf("chu", "4")));
        Assert.Equal(PatientFlags.Fictive, region.FlagsOf(region.ClusterOf("chu", "5")));
        Assert.Equal(PatientFlags.Usurped, region.FlagsOf(region.ClusterOf("chu", "6")));
        Assert.Equal(region.ClusterOf(Nir, "2900202002002"), region.ClusterOf("chu", "7"));
        Assert.Equal(-1, region.ClusterOf("chu", "99"));
        Assert.Equal("440000289", region.Controller(first, "chu"));
        Assert.Null(region.Controller(first, "clinique"));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData(1252)]
    [InlineData(65001)]
    public void NamesKeepTheirLettersInWindows1252AsWell(int page)
    {
        const string text = "idp;account;family;given;unit\nchu;a;Œuvrard;Zoé;Été\n";
        var region = new RegionContext();
        var reader = new ContextReader(region, _problems.Add);
        using var folder = new TemporaryFolder();
        folder.Write("0", CodePagesEncodingProvider.Instance.GetEncoding(page) is { } windows ? windows.GetBytes(text) : Encoding.UTF8.GetBytes(text));
        foreach (var file in TrailFiles.Walk([folder.Path], _problems.Add)) Assert.True(reader.Read(file));
        reader.Complete();
        var account = region.Account("chu", "a", Noon)!;
        Assert.Equal(("Œuvrard", "Zoé", "Été"), (account.Family, account.Given, account.Unit));
        Assert.Equal(page == 1252 ? [ProblemCode.Transcoded] : [], _problems.Select(p => p.Code));
    }

    [Fact]
    public void AccountsArePeople()
    {
        var region = Read("""
            idp,account,rpps,idnps,family,given,profession,organisation,unit,valid_from,valid_to
            chu,CHU\mdupont,10102727017,,Dupont,M,10,o1,u1,2020-01-01,2026-01-31
            chu,CHU\mdupont,10102727017,,Dupont,M,10,o1,u2,2026-02-01,
            psc,810102727017,,810102727017,Dupont,M,10,,,,
            clinique,double,10000000001,,X,Y,,,,,
            labo,double,10000000002,,X,Z,,,,,
            """);
        Assert.Equal("u2", region.Account("chu", "chu\\MDUPONT", Noon)!.Unit);
        Assert.Equal("u1", region.Account("chu", "chu\\mdupont", new DateTimeOffset(2026, 1, 31, 23, 0, 0, TimeSpan.Zero))!.Unit);
        Assert.Equal("10102727017", region.Account(null, "mdupont@chu.fr", Noon)!.Rpps);
        Assert.Null(region.Account(null, "double", Noon));
        foreach (var form in new[] { "10102727017", "810102727017", "f:0aa1-b:810102727017", "urn:oid:1.2.250.1.71.4.2.1|810102727017", "mdupont" })
        {
            Assert.Equal("10102727017", region.PersonOf(form));
        }

        Assert.Null(region.PersonOf("nobody"));
        Assert.Equal(3, region.AccountsOf("10102727017").Count);
    }

    [Fact]
    public void CareUnitsAndControllers()
    {
        var region = Read(
            "rpps,patient_system,patient_id,kind,organisation,unit,from,to\n10102727017,chu,1,encounter,o1,u1,2026-05-01,2026-05-02\n,chu,2,encounter,o1,u1,2026-04-01,\n10102727017,chu,3,team,o1,,,\nx,chu,,team,,,,\n10102727017,chu,4,team,o1,u1,never,\n",
            "id,finess,name,kind,region,controller,role\no1,440000289,CHU,,,,controller\ngie,440000999,GIE,,,o1,processor\n",
            "system,id,family,controller\ngie,8,A,gie\n");
        Assert.Equal(["1", "3"], region.CareOf("10102727017").Select(c => region.ClusterOf("chu", "1") == c.Cluster ? "1" : "3").Order());
        Assert.Equal([region.ClusterOf("chu", "1"), region.ClusterOf("chu", "2")], region.Census("o1", "u1", Noon).Select(c => c.Cluster).Order());
        Assert.Equal(region.ClusterOf("chu", "2"), Assert.Single(region.Census("o1", "u1", Noon.AddDays(30))).Cluster);
        Assert.Single(region.CareOf(region.ClusterOf("chu", "1")));
        Assert.Equal("440000289", region.Controller(region.ClusterOf("gie", "8"), "gie"));
        Assert.Equal(["Row 5", "Row 6"], _problems.Select(p => p.Sentence.En[..5]));
    }

    [Fact]
    public void TheNarrowestNetworkIsFound()
    {
        var region = Read("cidr,asn,as_name,country,kind,organisation\n10.0.0.0/8,,,FR,site,o1\n10.1.0.0/16,AS64500,X,FR,vpn,o1\n2001:db8::/32,1,Y,DE,hosting,\n0.0.0.0/0,2,Z,US,home,\nrubbish,,,,,\n");
        Assert.Equal(("vpn", 64500L), (region.Networks.Find("10.1.2.3")!.Kind, region.Networks.Find("10.1.2.3")!.Asn));
        Assert.Equal("site", region.Networks.Find("::ffff:10.2.2.3")!.Kind);
        Assert.Equal("hosting", region.Networks.Find("2001:db8:1::5")!.Kind);
        Assert.Equal("home", region.Networks.Find("8.8.8.8")!.Kind);
        Assert.Null(region.Networks.Find("2001:db9::1"));
        Assert.Null(region.Networks.Find("PC-12"));
        Assert.Equal("Row 6", Assert.Single(_problems).Sentence.En[..5]);
    }

    [Fact]
    public void FhirResourcesAreRead()
    {
        var region = Read("""
            {"resourceType":"Encounter","subject":{"reference":"Patient/p1"},"period":{"start":"2026-05-01","end":"2026-05-01"},"serviceProvider":{"reference":"Organization/o1"},"location":[{"location":{"reference":"Location/u1"}}],"participant":[{"individual":{"reference":"Practitioner/d1"}}]}
            {"resourceType":"Patient","id":"p1","identifier":[{"system":"urn:oid:1.2.250.1.213.1.4.8","value":"1800101001001"},{"system":"urn:oid:9.9","value":"77"}],"managingOrganization":{"reference":"Organization/o1"}}
            {"resourceType":"Patient","id":"p2","identifier":[{"system":"urn:oid:1.2.250.1.213.1.4.10","value":"1800101001001"}],"link":[{"other":{"reference":"Patient/p3"},"type":"seealso"}]}
            {"resourceType":"Patient","id":"p4","extension":[{"url":"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability","extension":[{"url":"identityStatus","valueCoding":{"code":"FICT"}}]}]}
            {"resourceType":"Practitioner","id":"d1","identifier":[{"system":"urn:oid:1.2.250.1.71.4.2.1","value":"810102727017"}],"name":[{"family":"D"}]}
            {"resourceType":"PractitionerRole","id":"r1","practitioner":{"reference":"Practitioner/d1"},"organization":{"reference":"Organization/o1"},"code":[{"coding":[{"code":"10"}]}]}
            {"resourceType":"Organization","id":"o1","name":"CHU","identifier":[{"system":"http://finess.sante.gouv.fr","value":"440000289"}]}
            {"resourceType":"Appointment","start":"2026-06-01T10:00:00Z","end":"2026-06-01T11:00:00Z","participant":[{"actor":{"reference":"Patient/p1"}},{"actor":{"reference":"PractitionerRole/r1"}}]}
            {"resourceType":"ServiceRequest","subject":{"reference":"Patient/p2"},"requester":{"reference":"Practitioner/d1"},"authoredOn":"2026-01-01"}
            {"resourceType":"CareTeam","subject":{"reference":"Patient/p2"},"participant":[{"member":{"reference":"Practitioner/d1"}}]}
            {"resourceType":"EpisodeOfCare","patient":{"reference":"Patient/p1"},"careManager":{"reference":"Practitioner/d1"},"period":{"start":"2026"}}
            {"resourceType":"Consent","status":"active","patient":{"reference":"Patient/p1"},"provision":{"type":"permit","actor":[{"reference":{"reference":"Practitioner/d1"}}]}}
            {"resourceType":"Practitioner"}
            {"resourceType":"Patient","id":"p9"
            """);
        var person = region.ClusterOfReference("https://server/fhir/Patient/p1/_history/2");
        Assert.Equal(person, region.ClusterOf(Nir, "180010100100145"));
        Assert.Equal(person, region.ClusterOf("9.9", "77"));
        Assert.NotEqual(person, region.ClusterOfReference("Patient/p2"));
        Assert.Equal(region.ClusterOfReference("Patient/p2"), region.ClusterOfReference("Patient/p3"));
        Assert.Equal(PatientFlags.Fictive, region.FlagsOf(region.ClusterOfReference("Patient/p4")));
        Assert.Equal("440000289", region.Controller(person, PatientIdentifier.Fhir));
        Assert.Equal(
            [CareKind.Encounter, CareKind.Appointment, CareKind.Team, CareKind.Team, CareKind.Referral, CareKind.Consent],
            region.CareOf("10102727017").Select(c => c.Kind).Order());
        Assert.Single(region.Census("o1", "u1", Noon), c => c.Practitioner is null);
        Assert.Equal("10102727017", region.PersonOf("d1", "fhir:Practitioner"));
        Assert.Equal(("10", "o1"), (region.AccountsOf("10102727017")[0].Profession, region.AccountsOf("10102727017")[0].Organisation));
        Assert.Equal(2, _problems.Count);
    }

    [Fact]
    public void WhoIsNamedByANationalIdentifierAloneIsFound()
    {
        const string Ward = """{"type":"Organization","identifier":{"system":"urn:oid:1.2.250.1.71.4.2.2","value":"440000289/CARD"}}""";
        const string Doctor = """{"type":"Practitioner","identifier":{"system":"https://rpps.esante.gouv.fr","value":"10102727017"}}""";
        var region = Read(
            "id,finess,name,kind\n440000289,440000289,CHU,hospital\n440000289/CARD,440000289,Cardiologie,unit\n",
            "{\"resourceType\":\"Encounter\",\"subject\":" + Patient("1") + ",\"serviceProvider\":" + Ward + ",\"participant\":[{\"individual\":" + Doctor + "}]}\n"
            + "{\"resourceType\":\"ServiceRequest\",\"subject\":" + Patient("2") + ",\"performer\":[" + Ward + "],\"occurrencePeriod\":{\"start\":\"2026-05-01\",\"end\":\"2026-05-02\"}}\n"
            + "{\"resourceType\":\"Appointment\",\"start\":\"2026-05-01T10:00:00Z\",\"participant\":[{\"actor\":" + Patient("3") + "},{\"actor\":" + Doctor + "},{\"actor\":" + Ward + "}]}\n");
        string Patient(string ipp) => "{\"type\":\"Patient\",\"identifier\":{\"system\":\"urn:oid:9.9\",\"value\":\"" + ipp + "\"}}";

        Assert.Empty(_problems);
        Assert.Equal("CHU", region.OrganisationOf("440000289")!.Name);
        Assert.Equal([CareKind.Encounter, CareKind.Appointment], region.CareOf("10102727017").Select(c => c.Kind).Order());
        foreach (var ipp in new[] { "1", "2", "3" })
        {
            var span = Assert.Single(region.CareOf(region.ClusterOf("9.9", ipp)));
            Assert.Equal(("440000289", "CARD"), (span.Organisation, span.Unit));
        }

        Assert.Equal(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), region.CareOf(region.ClusterOf("9.9", "2")).Single().From);
    }

    [Fact]
    public void SyntheaTablesAndBundlesAreRead()
    {
        var region = new RegionContext();
        var reader = new ContextReader(region, _problems.Add);
        foreach (var file in TrailFiles.Walk([SharedData.Path("vectors/synthea")], _problems.Add))
        {
            if (ContextReader.Recognises(file)) reader.Read(file);
        }

        reader.Complete();
        Assert.Empty(_problems);
        Assert.InRange(region.PatientClusters, 312, 330);
        Assert.InRange(region.Practitioners.Count(), 102, 200);
        Assert.True(region.CareRelationships >= 8969);
    }

    [Theory]
    [InlineData("""
        {"resourceType":"Patient","id":"1"}
        {"resourceType":"AuditEvent","recorded":"2026-09-02T10:00:00Z"}
        """, true)]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"1"}},{"resource":{"resourceType":"AuditEvent"}}]}""", true)]
    [InlineData("""
        {"resourceType":"Patient","id":"1"}
        {"time":1788336000123,"type":"LOGIN","realmId":"r"}
        """, true)]
    [InlineData("""
        {"resourceType":"Patient","id":"1"}
        {"resourceType":"AuditEvent","recorded":
        """, true)]
    [InlineData("""{"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"Patient","id":"1"}},{"request":{"method":"DELETE","url":"Observation/7"}}]}""", false)]
    [InlineData("""
        {"resourceType":"Patient","id":"1"}
        {"resourceType":"Observation","id":"2"}
        """, false)]
    public void AFileOfContextSaysThatItHoldsMore(string text, bool more)
    {
        var reader = new ContextReader(new RegionContext(), _problems.Add);
        using var folder = new TemporaryFolder();
        folder.Write("0", Encoding.UTF8.GetBytes(text));
        foreach (var file in TrailFiles.Walk([folder.Path], _problems.Add)) Assert.True(reader.Read(file));
        Assert.Equal(more, reader.HoldsMore);
    }

    private RegionContext Read(params string[] files)
    {
        var region = new RegionContext();
        var reader = new ContextReader(region, _problems.Add);
        using var folder = new TemporaryFolder();
        for (var i = 0; i < files.Length; i++) folder.Write($"{i}", Encoding.UTF8.GetBytes(files[i]));
        foreach (var file in TrailFiles.Walk([folder.Path], _problems.Add)) Assert.True(reader.Read(file), file.Name);
        reader.Complete();
        return region;
    }
}
