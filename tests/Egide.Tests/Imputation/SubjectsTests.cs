using Egide.Observe;
using Egide.Observe.Imputation;

namespace Egide.Imputation;

public class SubjectsTests
{
    private readonly List<(string? System, string Value)> _found = [];
    private readonly List<(string? System, string Value)> _scratch = [];

    [Theory]
    [InlineData("7^^^CHU&1.2.250.1&ISO^PI", "urn:oid:1.2.250.1|7")]
    [InlineData("7^^^&1.2.250.1&ISO~8^^^CHU^PI~7^^^&1.2.250.1&ISO", "urn:oid:1.2.250.1|7;CHU|8")]
    [InlineData("7^^^ECID&ECID&ISO", "ECID|7")]
    [InlineData("7^^^1.2.3", "urn:oid:1.2.3|7")]
    [InlineData("7", "|7")]
    [InlineData("7^", "|7")]
    [InlineData("urn:oid:1.2|7", "urn:oid:1.2|7")]
    [InlineData("", "")]
    [InlineData("^^^CHU~ ~|x|", "")]
    public void CxListsAreSplit(string written, string expected)
    {
        Subjects.SplitCx(written, _found);
        Assert.Equal(expected, Shown());
    }

    [Fact]
    public void OneReferenceAndItsVersionAreOnePatient()
    {
        var audit = new AuditEvent { Format = RecordFormat.FhirR4 };
        audit.AddEntity().Reference = "Patient/1";
        audit.AddEntity().Reference = "Patient/1/_history/2";
        audit.AddEntity().Reference = "https://x/fhir/Patient/1";
        audit.AddEntity().Reference = "Observation/1";
        Subjects.PatientIdentifiers(audit, _found);
        Assert.Equal("|Patient/1;|Patient/1/_history/2;|https://x/fhir/Patient/1", Shown());
        Subjects.Patients(audit, _found, _scratch);
        Assert.Equal("|Patient/1;https://x/fhir/|Patient/1", Shown());
    }

    [Theory]
    [InlineData("1", "1", true)]
    [InlineData(null, "1", true)]
    [InlineData("1", null, true)]
    [InlineData("Patient", null, true)]
    [InlineData("2", "24", false)]
    [InlineData("1", "6", false)]
    [InlineData("2", null, false)]
    [InlineData("XrequestId", null, false)]
    public void AnIdentifierIsAPatientsByTypeAndRole(string? type, string? role, bool isPatient)
    {
        var audit = new AuditEvent { Format = RecordFormat.Dicom };
        var entity = audit.AddEntity();
        (entity.Type, entity.Role, entity.Identifier, entity.System) = (type, role, "7", "2");
        Subjects.PatientIdentifiers(audit, _found);
        Assert.Equal(isPatient ? "|7" : "", Shown());
    }

    [Fact]
    public void OnlyAgentsMarkedAsRequestorsAre()
    {
        var audit = new AuditEvent();
        (audit.AddAgent().Requestor, audit.AddAgent().Requestor) = (false, null);
        var asking = audit.AddAgent();
        (asking.Requestor, asking.UserId, asking.Display) = (true, " ", "Dr Martin");
        var requestors = new List<Agent>();
        Subjects.Requestors(audit, requestors);
        Assert.Same(asking, Assert.Single(requestors));
        Assert.Equal("Dr Martin", Subjects.Label(asking));
    }

    private string Shown() => string.Join(';', _found.Select(f => f.System + "|" + f.Value));
}
