using System.Text;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

public class FhirJsonDecoderTests
{
    private readonly FhirJsonDecoder _decoder = new();
    private readonly AuditEvent _audit = new();

    [Fact]
    public void ReadsRelease5()
    {
        Assert.Equal(DecodingKind.Event, Decode("""
            {"resourceType":"AuditEvent","id":"r5","category":[{"coding":[{"code":"rest"}]}],"code":{"coding":[{"code":"ITI-78"},{"code":"search"}]},
             "action":"E","occurredPeriod":{"start":"2025-09-08T10:00:00+02:00","end":"2025-09-08T10:00:01+02:00"},"recorded":"2025-09-08T10:00:02+02:00",
             "outcome":{"code":{"system":"http://hl7.org/fhir/issue-severity","code":"success"}},"authorization":[{"coding":[{"code":"TREAT"}]}],
             "agent":[{"who":{"identifier":{"system":"https://rpps.esante.gouv.fr","value":"10102727017"}},"requestor":true,"role":[{"coding":[{"code":"SAG"}]}],
               "policy":["token-1"],"networkString":"10.0.0.1","authorization":[{"coding":[{"code":"ETREAT"}]}]},
               {"networkUri":"https://x/fhir"},{"networkReference":{"reference":"Endpoint/1"}}],
             "source":{"site":{"reference":"Location/1"},"observer":{"reference":"Device/1"}},"patient":{"reference":"Patient/1"},
             "entity":[{"role":{"coding":[{"code":"24"}]},"query":"UGF0aWVudD9uYW1lPXg=","securityLabel":[{"coding":[{"code":"V"}]}],
               "detail":[{"type":{"text":"total"},"valueInteger":12},{"type":{"coding":[{"code":"c"}]},"valueString":"v"}]}]}
            """).Kind);
        Assert.Equal((RecordFormat.FhirR5, "rest", 'E', "success", 12), (_audit.Format, _audit.Code, _audit.Action, _audit.Outcome, _audit.ResultCount));
        Assert.Equal(["ITI-78", "search"], _audit.Subtypes);
        Assert.Equal(["TREAT"], _audit.Purposes);
        Assert.Equal(DateTimeOffset.Parse("2025-09-08T08:00:00Z"), _audit.Occurred);
        Assert.Equal(DateTimeOffset.Parse("2025-09-08T08:00:01Z"), _audit.OccurredEnd);
        Assert.Equal(DateTimeOffset.Parse("2025-09-08T08:00:02Z"), _audit.Declared);
        Assert.Equal(("10102727017", "10.0.0.1", "token-1"), (_audit.Agents[0].Identifier, _audit.Agents[0].NetworkAddress, _audit.SessionId));
        Assert.Equal(["ETREAT"], _audit.Agents[0].Purposes);
        Assert.Equal(("https://x/fhir", "5"), (_audit.Agents[1].NetworkAddress, _audit.Agents[1].NetworkType));
        Assert.Equal("Endpoint/1", _audit.Agents[2].NetworkAddress);
        Assert.Equal(("Device/1", "Location/1"), (_audit.SourceId, _audit.SourceSite));
        Assert.Equal(("1", "Patient/1"), (_audit.Entities[0].Role, _audit.Entities[0].Reference));
        Assert.Equal(("24", "Patient?name=x"), (_audit.Entities[1].Role, _audit.Entities[1].Query));
        Assert.Equal(["V"], _audit.Entities[1].Labels);
        Assert.Equal([new("total", "12"), new("c", "v")], _audit.Entities[1].Details);
    }

    [Fact]
    public void OccurredDateTimeIsRelease5()
    {
        Decode("""{"occurredDateTime":"2025-09-08","resourceType":"AuditEvent"}""");
        Assert.Equal((RecordFormat.FhirR5, DateTimeOffset.Parse("2025-09-08T00:00:00Z"), true), (_audit.Format, _audit.Occurred, _audit.ZoneMissing));
    }

    [Fact]
    public void ToleratesWhatIsNotAsTheSpecificationSays()
    {
        Assert.Equal(DecodingKind.Event, Decode("""
            /* first */ {"unknown":{"deep":[[[{"a":1}]]]},"id":42,"outcome":4,"type":"rest","subtype":{"code":"read"},"action":["R"],"period":"2025-01-01T00:00:00Z",
             "agent":{"who":"Practitioner/1","requestor":"true","network":"10.0.0.1","role":"r","policy":"p","purposeOfUse":{"text":"no code"}},
             "entity":["x",{"what":{"reference":7},"type":[{"code":"1"}],"detail":["no"],"query":{}}],"source":"dpi","recorded":"not a date", // last
             "resourceType":"AuditEvent",}
            """).Kind);
        Assert.Equal(("42", "4", "rest", 'R'), (_audit.Id, _audit.Outcome, _audit.Code, _audit.Action));
        Assert.Equal(["read"], _audit.Subtypes);
        Assert.Null(_audit.Declared);
        var agent = Assert.Single(_audit.Agents);
        Assert.Equal(("Practitioner/1", true, "10.0.0.1", "p"), (agent.Reference, agent.Requestor, agent.NetworkAddress, _audit.SessionId));
        var entity = Assert.Single(_audit.Entities);
        Assert.Equal(("7", "1", null), (entity.Reference, entity.Type, entity.Query));
    }

    [Fact]
    public void EscapesAndBrokenUtf8BecomeText()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"resourceTyp\u0065":"AuditEvent","id":"a\"\\\/\n\u00e9\ud83d\ude00\ud800z","agent":[{"name":"X"}],"resourceType":"AuditEvent"}""");
        bytes[Array.IndexOf(bytes, (byte)'X')] = 0xFF;
        Assert.Equal(DecodingKind.Event, _decoder.Decode(bytes, _audit).Kind);
        Assert.Equal("a\"\\/\né😀\uFFFDz", _audit.Id);
        Assert.Equal("\uFFFD", _audit.Agents[0].Name);
    }

    [Fact]
    public void RequestAndSessionAreTakenFromBalpEntities()
    {
        Decode("""
            {"resourceType":"AuditEvent","agent":[{"requestor":true,"policy":["https://consent.example/1","t"]}],
             "entity":[{"type":{"code":"XrequestId"},"what":{"identifier":{"value":"req-1"}}},{"detail":[{"type":"nombre de résultats","valueString":" 7 "}]}]}
            """);
        Assert.Equal(("req-1", null, 7), (_audit.RequestId, _audit.SessionId, _audit.ResultCount));
    }

    [Fact]
    public void TraceParentGivesItsTrace()
    {
        Decode("""{"resourceType":"AuditEvent","entity":[{"name":"traceparent","what":{"identifier":{"value":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}}}]}""");
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", _audit.RequestId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<AuditEvent/>")]
    [InlineData("[1]")]
    [InlineData("{\"type\":\"LOGIN\",\"realmId\":\"x\"}")]
    [InlineData("{\"nested\":{\"resourceType\":\"AuditEvent\"}}")]
    [InlineData("{\"resourceType\":null}")]
    [InlineData("{\"type\":\"LOGIN\",\"details\":\"resourceType\"")]
    public void OthersAreNotMine(string record) => Assert.Equal(Decoding.NotMine, Decode(record));

    [Theory]
    [InlineData("{\"resourceType\":\"AuditEvent\",\"id\":\"1\"", "ends before")]
    [InlineData("{\"resourceType\":\"AuditEvent\",\"id\" \"1\"}                                      ", "malformed after byte")]
    [InlineData("{\"resourceType\":\"AuditEvent\"} x", "bytes follow")]
    public void UnreadableOnesSayWhyAndLeaveNothing(string record, string reason)
    {
        var decoding = Decode(record);
        Assert.Equal(DecodingKind.Broken, decoding.Kind);
        Assert.Contains(reason, decoding.Reason);
        Assert.Equal((RecordFormat.Unknown, null), (_audit.Format, _audit.Id));
    }

    [Fact]
    public void DeepNestingIsBroken()
    {
        var decoding = Decode("{\"resourceType\":\"AuditEvent\",\"extension\":" + new string('[', 100_000));
        Assert.Equal(DecodingKind.Broken, decoding.Kind);
        Assert.Contains("deeper than 64", decoding.Reason);
    }

    [Theory]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[]}", "Bundle")]
    [InlineData("{\"name\":[{\"family\":\"x\"}],\"resourceType\":\"Patient\"}", "Patient")]
    public void OtherResourcesAreNamed(string record, string type)
    {
        Assert.Equal(Decoding.Other(type), Decode(record));
        Assert.Equal(RecordFormat.Unknown, _audit.Format);
    }

    [Fact]
    public void ASecondRecordKeepsNothingOfTheFirst()
    {
        Decode("""{"resourceType":"AuditEvent","id":"1","agent":[{"name":"a","policy":["t"],"role":[{"coding":[{"code":"r"}]}]}],"entity":[{"name":"e"}]}""");
        Decode("""{"resourceType":"AuditEvent","agent":[{}]}""");
        var agent = Assert.Single(_audit.Agents);
        Assert.Equal((null, null, 0, 0, 0), (_audit.Id, agent.Name, agent.Policies.Count, agent.Roles.Count, _audit.Entities.Count));
    }

    private Decoding Decode(string record)
    {
        _audit.Clear();
        return _decoder.Decode(Encoding.UTF8.GetBytes(record), _audit);
    }
}
