using System.Globalization;
using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>A CSV of the context: the columns that tell it, and what a row adds.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Needs">Columns without which it is not this table.</param>
/// <param name="Add">Adds a row; a <see cref="FormatException"/> says why it cannot.</param>
internal sealed record ContextTable(string Name, string[] Needs, Action<TableRow, RegionContext> Add)
{
    /// <summary>The contract's five tables, then Synthea's four, the more telling headers first.</summary>
    public static readonly ContextTable[] All =
    [
        new("networks", ["cidr"], Network),
        new("care relationships", ["patient_system", "patient_id", "kind"], Care),
        new("accounts", ["idp", "account"], Account),
        new("organisations", ["id", "finess"], Organisation),
        new("patients", ["system", "id", "family"], Patient),
        new("Synthea encounters", ["encounter_id", "patient_id", "practitioner_id"], SyntheaTables.Encounter),
        new("Synthea patients", ["patient_id", "mrn"], SyntheaTables.Patient),
        new("Synthea practitioners", ["practitioner_id", "family"], SyntheaTables.Practitioner),
        new("Synthea organisations", ["organization_id", "name"], SyntheaTables.Organisation),
    ];

    /// <summary>The table whose columns are all among <paramref name="names"/>, or null.</summary>
    public static ContextTable? Of(IReadOnlyCollection<string> names) =>
        Array.Find(All, table => Array.TrueForAll(table.Needs, need => names.Contains(need, StringComparer.OrdinalIgnoreCase)));

    private static void Patient(TableRow row, RegionContext into) => into.Add(new PatientVersion
    {
        Identifiers = [new PatientIdentifier(row["system"] ?? "", row.Need("id"))],
        Ins = row["ins"] is { } ins ? Ins(ins) : null,
        Controller = row["controller"],
        Status = row["status"],
        Traits = Traits(row),
        ValidFrom = row.Start("valid_from"),
        ValidTo = row.End("valid_to"),
    });

    private static PatientTraits? Traits(TableRow row) => row["family"] is null && row["birth_date"] is null ? null : new PatientTraits
    {
        Names = [new PersonName(row["family"] ?? "", row["given"] is { } given ? [given] : [])],
        BirthDate = row["birth_date"],
        Sex = row["sex"],
        Phones = row["phone"] is { } phone ? [phone] : [],
        Emails = row["email"] is { } email ? [email] : [],
        Addresses = row["address"] is { } address ? [new PostalAddress(address)] : [],
    };

    /// <summary>A bare number is an INS; <c>oid|number</c> says which kind.</summary>
    private static PatientIdentifier Ins(string ins)
    {
        var bar = ins.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 ? new PatientIdentifier(ins[..bar], ins[(bar + 1)..]) : new PatientIdentifier(PatientIdentifier.Ins, ins);
    }

    private static void Account(TableRow row, RegionContext into) => into.Add(new AccountVersion
    {
        Idp = row["idp"] ?? "",
        Account = row.Need("account"),
        Rpps = row["rpps"],
        Idnps = row["idnps"],
        Family = row["family"],
        Given = row["given"],
        Profession = row["profession"],
        Organisation = row["organisation"],
        Unit = row["unit"],
        ValidFrom = row.Start("valid_from"),
        ValidTo = row.End("valid_to"),
    });

    private static void Care(TableRow row, RegionContext into) => into.Add(new CareRelationship
    {
        Practitioner = row["rpps"] is { } rpps ? PractitionerKey.Of(rpps) ?? rpps : null,
        Patient = new PatientIdentifier(row["patient_system"] ?? "", row.Need("patient_id")),
        Kind = Enum.TryParse<CareKind>(row["kind"], ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : CareKind.Unknown,
        Organisation = row["organisation"],
        Unit = row["unit"],
        From = row.Start("from"),
        To = row.End("to"),
    });

    private static void Organisation(TableRow row, RegionContext into) => into.Add(new Organisation
    {
        Id = row["id"] ?? row.Need("finess"),
        Finess = row["finess"],
        Name = row["name"],
        Kind = row["kind"],
        Region = row["region"],
        Controller = row["controller"],
        Role = row["role"]?.ToLowerInvariant(),
        Service = row["service"],
        ValidFrom = row.Start("valid_from"),
        ValidTo = row.End("valid_to"),
    });

    private static void Network(TableRow row, RegionContext into)
    {
        var added = into.Add(new Network
        {
            Cidr = row.Need("cidr"),
            Asn = long.TryParse((row["asn"] ?? "").AsSpan().TrimStart("ASas"), NumberStyles.None, CultureInfo.InvariantCulture, out var asn) ? asn : 0,
            AsName = row["as_name"],
            Country = row["country"],
            Kind = row["kind"]?.ToLowerInvariant(),
            Organisation = row["organisation"],
        });
        if (!added) throw new UnusableException("« cidr » n’est pas une plage d’adresses", "'cidr' is no address range");
    }
}
