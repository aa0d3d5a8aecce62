using System.Text;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Task = System.Threading.Tasks.Task;

namespace Egide.Web.Tests.Tde;

/// <summary>Records of other formats come out as R4 that Firely's strict reader takes, with the codes they came with.</summary>
public sealed class RenderTests(Served served) : IDisposable
{
    private readonly FhirClient _client = new(served.Fhir, served.Http, new FhirClientSettings { PreferredFormat = ResourceFormat.Json });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_DICOM_message_behind_syslog()
    {
        var audit = await One("type=110112");
        Assert.Equal(("http://dicom.nema.org/resources/ontology/DCM", "110112"), (audit.Type!.System, audit.Type.Code));
        Assert.Equal(("urn:ihe:event-type-code", "ITI-18"), (audit.Subtype[0].System, audit.Subtype[0].Code));
        Assert.Equal((AuditEvent.AuditEventAction.E, AuditEvent.AuditEventOutcome.N0), (audit.Action!.Value, audit.Outcome!.Value));
        Assert.Equal(("2025-02-01T09:59:00Z", new DateTimeOffset(2025, 2, 1, 10, 0, 0, TimeSpan.Zero)), (audit.Period!.Start, audit.Recorded!.Value));
        Assert.Equal(("u-42", "4711", "MARTIN Paul", true), (audit.Agent[0].Who!.Identifier!.Value, audit.Agent[0].AltId, audit.Agent[0].Name, audit.Agent[0].Requestor!.Value));
        Assert.Equal(("XDS-REG", "GRADES"), (audit.Source!.Observer!.Identifier!.Value, audit.Source.Site));
        Assert.Equal(("urn:oid:1.2.250.1.213.1.4.8", "p-1"), (audit.Entity[0].What!.Identifier!.System, audit.Entity[0].What!.Identifier!.Value));
        Assert.Equal("<query/>", Encoding.UTF8.GetString(audit.Entity[1].Query!));
        Assert.Equal((null, "FindDocuments"), (audit.Entity[1].Name, audit.Entity[1].What!.Display));
    }

    [Fact]
    public async Task A_web_servers_line()
    {
        var audit = await One("type=rest");
        Assert.Equal((AuditEvent.AuditEventOutcome.N0, "hdupont", "203.0.113.9"), (audit.Outcome!.Value, audit.Agent[0].AltId, audit.Agent[0].Network!.Address));
        Assert.Equal("GET /fhir/Patient?identifier=280126", Encoding.UTF8.GetString(audit.Entity[^1].Query!));
        Assert.Null(audit.Action);
    }

    [Fact]
    public async Task A_refused_sign_in_of_an_identity_provider()
    {
        var audit = await One("type=LOGIN_ERROR");
        Assert.Equal((null, AuditEvent.AuditEventOutcome.N4, "invalid_user_credentials"), (audit.Type!.System, audit.Outcome!.Value, audit.OutcomeDesc));
        Assert.Equal("f:1:hdupont", audit.Agent[0].Who!.Identifier!.Value);
    }

    [Fact]
    public async Task An_event_of_an_older_release_of_FHIR()
    {
        var audit = await One("type=110100");
        Assert.Equal(("stu3-user", "old-server", "Patient/stu3"), (audit.Agent[0].Who!.Identifier!.Value, audit.Source!.Observer!.Identifier!.Value, audit.Entity[0].What!.Reference));
    }

    private async Task<AuditEvent> One(string asked)
    {
        var found = await _client.SearchAsync<AuditEvent>([asked, "date=ge2025-01-01", "date=lt2026-10-01"]);
        return (AuditEvent)Assert.Single(found!.Entry).Resource!;
    }
}
