using System.Globalization;
using System.Text;

namespace Egide.Simulator;

/// <summary>The context an investigator is given: who, where, which care relationship. CSV, and FHIR for one hospital's stays.</summary>
internal static class ContextFolder
{
    public static void Write(World world, Hostility hostility)
    {
        var folder = Path.Combine(world.Options.Out, "context");
        Directory.CreateDirectory(folder);
        Patients(world, Path.Combine(folder, "patients.csv"));
        Accounts(world, Path.Combine(folder, "accounts.csv"));
        Organisations(world, Path.Combine(folder, "organisations.csv"));
        NetworksOf(world, Path.Combine(folder, "networks.csv"));
        Relationships(world, Path.Combine(folder, world.Options.CompressAll ? "relationships.csv.gz" : "relationships.csv"));
        FhirCare.Write(world, Path.Combine(folder, "fhir"));
        SourceProfiles.Write(hostility, Path.Combine(folder, "sources.yaml"));
    }

    /// <summary>The hospital whose relationships come as FHIR resources and not as CSV rows.</summary>
    public const int FhirHouse = 2;

    private static void Patients(World world, string path)
    {
        using var w = Open(path, "system,id,ins,family,given,birth_date,sex,phone,email,address,controller,status,valid_from,valid_to");
        var p = world.Patients;
        foreach (var i in Enumerable.Range(0, p.Rows).Where(i => p.Record[i] == i).SelectMany(p.Versions))
        {
            var house = world.Establishments[p.House[i]];
            w.Write(string.Join(',', house.IppSystem, p.IppText(i), p.Ins[i] > 0 ? Identifiers.Text(p.Ins[i], 15) : "", p.FamilyName(i), p.GivenName(i), p.BirthDate(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                p.Sex[i] == 2 ? "female" : "male", Phone(p.Phone[i]), Email(p, i), Address(p, i), house.Finess, p.Status[i].ToString(),
                p.From[i] == -PatientBase.Always ? "" : Instant(p.From[i]), p.To[i] == PatientBase.Always ? "" : Instant(p.To[i])) + "\n");
        }
    }

    public static string Phone(int number) => number == 0 ? "" : "+33" + number.ToString(CultureInfo.InvariantCulture);

    public static string Email(PatientBase p, int i) => !p.Email[i] ? ""
        : (Names.Fold(p.GivenName(i)) + "." + Names.Fold(p.FamilyName(i))).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() + p.BirthDate(i).ToString("yy", CultureInfo.InvariantCulture) + "@courriel.example";

    public static string Address(PatientBase p, int i)
    {
        if (!p.HasAddress(i))
            return "";
        var (code, city) = Names.Cities[p.City[i]];
        return string.Create(CultureInfo.InvariantCulture, $"{p.Street[i] / Names.Streets.Length + 1} {Names.Streets[p.Street[i] % Names.Streets.Length]} {code} {city}");
    }

    private static void Accounts(World world, string path)
    {
        using var w = Open(path, "idp,account,rpps,idnps,family,given,profession,organisation,unit,valid_from,valid_to");
        foreach (var p in world.Staff)
            foreach (var account in new[] { p.Regional, p.Local })
                if (account is not null)
                    foreach (var (unit, from, to) in Periods(p, world.Options))
                        w.Write(string.Join(',', account.Idp, account.Id, p.Rpps, p.Idnps, p.Family, p.Given, p.Label, world.Establishments[unit.Establishment].Finess, unit.Code, from, to) + "\n");
    }

    private static IEnumerable<(Unit Unit, string From, string To)> Periods(Professional p, RegionOptions options)
    {
        if (p.Places.Count == 0 || p.Locum)
            yield return (p.Unit, "", "");
        else
            yield return (p.Unit, "", Day(options, p.Places[0].From - 1));
        foreach (var (from, to, unit) in p.Places)
            yield return (unit, Day(options, from), to > 300 ? "" : Day(options, to));
    }

    private static string Day(RegionOptions options, int day) => options.Start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Organisations(World world, string path)
    {
        using var w = Open(path, "id,finess,name,kind,region,controller,role,service,valid_from,valid_to");
        foreach (var e in world.Establishments)
            w.Write(string.Join(',', e.Finess, e.Finess, e.Name, e.Kind, Catalogue.Territories[e.Territory], e.Finess, e.Kind == "grades" ? "processor" : "controller", e.Kind == "grades" ? "portail régional" : "dossier patient", "", "") + "\n");
        foreach (var e in world.Establishments)
            foreach (var u in e.Units)
                w.Write(string.Join(',', e.Finess + "/" + u.Code, e.Finess, u.Name, "unit", Catalogue.Territories[e.Territory], e.Finess, "controller", "", "", "") + "\n");
    }

    private static void NetworksOf(World world, string path)
    {
        using var w = Open(path, "cidr,asn,as_name,country,kind,organisation");
        foreach (var n in world.Ranges.Where(n => n.Known))
            w.Write(string.Join(',', n.Cidr, n.Asn == 0 ? "" : n.Asn.ToString(CultureInfo.InvariantCulture), n.AsName, n.Country, n.Kind, n.Organisation) + "\n");
    }

    private static void Relationships(World world, string path)
    {
        using var w = Open(path, "rpps,patient_system,patient_id,kind,organisation,unit,from,to");
        foreach (var link in world.Care.Links.Where(l => l.Unit.Establishment != FhirHouse))
            w.Write(string.Join(',', link.Professional < 0 ? "" : world.Staff[link.Professional].Rpps, world.Establishments[world.Patients.House[link.Patient]].IppSystem, world.Patients.IppText(link.Patient),
                link.Kind.ToString().ToLowerInvariant(), world.Establishments[link.Unit.Establishment].Finess, link.Unit.Code, Instant(link.From), Instant(link.To)) + "\n");
    }

    public static string Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static StreamWriter Open(string path, string header)
    {
        var small = path.EndsWith(".gz", StringComparison.Ordinal);
        var w = new StreamWriter(TrailFile.Open(path, small, small), new UTF8Encoding(false), 1 << 16);
        w.Write(header + "\n");
        return w;
    }
}
