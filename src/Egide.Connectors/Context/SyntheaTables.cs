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
        Traits = new PatientTraits
        {
            Names = row["maiden"] is { } maiden ? [new PersonName(row["family"] ?? "", Given(row)), new PersonName(maiden, Given(row))] : [new PersonName(row["family"] ?? "", Given(row))],
            BirthDate = row["birth_date"],
            Sex = row["gender"],
            Phones = row["phone"] is { } phone ? [phone] : [],
            Addresses = row["city"] is { } city ? [new PostalAddress(null, city)] : [],
        },
    });

    private static string[] Given(TableRow row) => row["given"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

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
