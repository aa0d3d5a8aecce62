using System.Text;
using Egide.Observe;

namespace Egide.Connectors.Atna;

public class DicomDecoderTests
{
    private const string Header = "<85>1 2025-09-08T10:00:02.5+02:00 dpi.chu IPF 1 IHE+RFC-3881 - ";

    private const string Message = """
        <AuditMessage><EventIdentification EventActionCode="E" EventDateTime="2025-09-08T10:00:00" EventOutcomeIndicator="0"><EventID csd-code="110112" originalText="Query"/>
        <EventTypeCode csd-code="ITI-21"/><PurposeOfUse csd-code="TREAT"/></EventIdentification>
        <ActiveParticipant UserID="u&amp;1" AlternativeUserID="alt" UserName="Dr L&#xE9;a" UserIsRequestor="true" NetworkAccessPointID="10.0.0.1" NetworkAccessPointTypeCode="2"><RoleIDCode csd-code="110153"/><RoleIDCode csd-code="MED"/></ActiveParticipant>
        <AuditSourceIdentification AuditEnterpriseSiteID="CHU" AuditSourceID="dpi"/>
        <ParticipantObjectIdentification ParticipantObjectID="7^^^&amp;1.2.3&amp;ISO" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1" ParticipantObjectDataLifeCycle="6" ParticipantObjectSensitivity="V">
        <ParticipantObjectIDTypeCode csd-code="2"/><ParticipantObjectName> Martin <!-- x --><![CDATA[& fils]]></ParticipantObjectName>
        <ParticipantObjectQuery>UVBEfFBEUXxRMXxAUElELjUuMV5NQVJUSU4=</ParticipantObjectQuery>
        <ParticipantObjectDetail type="total" value="MTI="/><ParticipantObjectDetail type="X-Request-Id" value="cmVxLTE="/><ParticipantObjectDetail type="plain" value="not base64!"/>
        </ParticipantObjectIdentification></AuditMessage>
        """;

    private readonly DicomDecoder _decoder = new();
    private readonly AuditEvent _audit = new();

    [Fact]
    public void FillsEveryField()
    {
        Assert.Equal(DecodingKind.Event, Decode(Header + "\uFEFF" + Message).Kind);
        Assert.Equal((RecordFormat.Dicom, "110112", 'E', "0", "dpi", "CHU", true),
            (_audit.Format, _audit.Code, _audit.Action, _audit.Outcome, _audit.SourceId, _audit.SourceSite, _audit.ZoneMissing));
        Assert.Equal(["ITI-21"], _audit.Subtypes);
        Assert.Equal(["TREAT"], _audit.Purposes);
        Assert.Equal(DateTimeOffset.Parse("2025-09-08T10:00:00Z"), _audit.Occurred);
        Assert.Equal(DateTimeOffset.Parse("2025-09-08T08:00:02.5Z"), _audit.Declared);
        Assert.Equal("dpi.chu", _audit.Syslog!.Hostname);
        var agent = Assert.Single(_audit.Agents);
        Assert.Equal(("u&1", "alt", "Dr Léa", true, "10.0.0.1", "2"), (agent.UserId, agent.AltId, agent.Name, agent.Requestor, agent.NetworkAddress, agent.NetworkType));
        Assert.Equal(["110153", "MED"], agent.Roles);
        var entity = Assert.Single(_audit.Entities);
        Assert.Equal(("2", "7^^^&1.2.3&ISO", "1", "1", "6", "Martin & fils"), (entity.System, entity.Identifier, entity.Type, entity.Role, entity.Lifecycle, entity.Name));
        Assert.Equal(["V"], entity.Labels);
        Assert.Equal("QPD|PDQ|Q1|@PID.5.1^MARTIN", entity.Query);
        Assert.Equal([new("total", "12"), new("X-Request-Id", "req-1"), new("plain", "not base64!")], entity.Details);
        Assert.Equal((12, "req-1"), (_audit.ResultCount, _audit.RequestId));
    }

    [Fact]
    public void LegacyTwinGivesTheSameEvent()
    {
        Decode(Message);
        var modern = Shown();
        Decode(Message.Replace("csd-code", "code", StringComparison.Ordinal).Replace("originalText", "displayName", StringComparison.Ordinal));
        Assert.Equal(modern, Shown());
    }

    [Fact]
    public void NamespacesAndMissingAttributesAreTolerated()
    {
        Assert.Equal(DecodingKind.Event, Decode("<a:AuditMessage xmlns:a='x'><a:EventIdentification EventDateTime='never'><a:EventID/></a:EventIdentification><a:ActiveParticipant/><other><ActiveParticipant/></other></a:AuditMessage>").Kind);
        Assert.Equal((null, '\0', null), (_audit.Code, _audit.Action, _audit.Occurred));
        Assert.Null(Assert.Single(_audit.Agents).UserId);
    }

    [Fact]
    public void ABareAmpersandStandsForItself()
    {
        Decode("<AuditMessage><ParticipantObjectIdentification ParticipantObjectID=\"7^^^&1.2.3&ISO\"/></AuditMessage>");
        Assert.Equal("7^^^&1.2.3&ISO", _audit.Entities[0].Identifier);
    }

    [Theory]
    [InlineData("<!DOCTYPE AuditMessage [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><AuditMessage>&b;</AuditMessage>", "DTD")]
    [InlineData("<AuditMessage><EventIdentification>", "ends before")]
    [InlineData("<AuditMessage><ActiveParticipant UserID=\"a", "not closed")]
    public void UnreadableOnesSayWhy(string record, string reason)
    {
        var decoding = Decode(record);
        Assert.Equal(DecodingKind.Broken, decoding.Kind);
        Assert.Contains(reason, decoding.Reason);
        Assert.Equal(RecordFormat.Unknown, _audit.Format);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData(Header)]
    [InlineData(Header + "{\"resourceType\":\"AuditEvent\"}")]
    [InlineData("<AuditEvent/>")]
    public void OthersAreNotMine(string record) => Assert.Equal(Decoding.NotMine, Decode(record));

    private Decoding Decode(string record)
    {
        _audit.Clear();
        return _decoder.Decode(Encoding.UTF8.GetBytes(record), _audit);
    }

    private string Shown() => string.Join('|', [_audit.Code, .. _audit.Subtypes, .. _audit.Purposes, .. _audit.Agents[0].Roles, _audit.Entities[0].System, _audit.Entities[0].Query]);
}
