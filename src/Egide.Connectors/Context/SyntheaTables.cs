using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>Rows of a Synthea population flattened to four tables; identifiers are FHIR ids, people have no INS.</summary>
internal static class SyntheaTables
{
    public static void Patient(TableRow row, RegionContext into) => into.Add(new PatientVersion
    {
        Identifiers = row["mrn"] is { } mrn
            ? [new PatientIdentifier(PatientIdentifier.Fhir, row.Need("patient_id")), new PatientIdentifier("mrn", mrn)]
            : [new PatientIdentifier(PatientIdentifier.Fhir, row.Need("patient_id"))],
    });

    public static void Practitioner(TableRow row, RegionContext into) => into.Add(new AccountVersion
    {
        Idp = FhirContext.PractitionerIdp,
        Account = row.Need("practitioner_id"),
        Family = row["family"],
        Given = row["given"],
    });

    public static void Organisation(TableRow row, RegionContext into) =>
        into.Add(new Organisation { Id = row.Need("organization_id"), Name = row["name"] });

    public static void Encounter(TableRow row, RegionContext into) => into.Add(new CareRelationship
    {
        Practitioner = row["practitioner_id"] is { } id ? $"{FhirContext.PractitionerIdp}/{id}" : null,
        Patient = new PatientIdentifier(PatientIdentifier.Fhir, row.Need("patient_id")),
        Kind = CareKind.Encounter,
        Organisation = row["organization_id"],
        From = row.Start("start"),
        To = row.End("end"),
    });
}
