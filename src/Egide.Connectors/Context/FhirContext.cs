using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>
/// Takes FHIR R4 resources into the context. References are resolved at the end, since what they name may come later.
/// </summary>
internal sealed class FhirContext(RegionContext into)
{
    /// <summary>Identity provider under which FHIR practitioners stand by their ids.</summary>
    public const string PractitionerIdp = "fhir:Practitioner";

    private static readonly string[] Types =
        ["Patient", "Practitioner", "PractitionerRole", "Organization", "Encounter", "Appointment", "CareTeam", "EpisodeOfCare", "ServiceRequest", "Consent", "CapabilityStatement"];

    private readonly Dictionary<string, AccountVersion> _practitioners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _roles = new(StringComparer.Ordinal);
    private readonly List<(string Practitioner, AccountVersion Place)> _places = [];
    private readonly List<CareRelationship> _care = [];

    /// <summary>Whether the first bytes are those of a file of context resources (or of a Bundle with one among its first).</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        var whole = head;
        while (head.IndexOf("\"resourceType\""u8) is var at and >= 0)
        {
            head = head[(at + 14)..].TrimStart(" \t\r\n:"u8);
            if (head.StartsWith("\"AuditEvent\""u8)) return false;
            foreach (var type in Types)
            {
                if (head.Length > type.Length + 1 && head[type.Length + 1] == '"' && System.Text.Ascii.Equals(head.Slice(1, type.Length), type)) return true;
            }
        }

        // A page of a history may hold nothing but erasures.
        return whole.IndexOf("\"Bundle\""u8) >= 0 && whole.IndexOf("\"DELETE\""u8) >= 0 && (whole.IndexOf("\"Patient/"u8) >= 0 || whole.IndexOf("/Patient/"u8) >= 0);
    }

    /// <summary>Whether a record is one that <see cref="Take"/> is for.</summary>
    public static bool Holds(JsonElement record) =>
        record.Text("resourceType") is { } type ? Types.Contains(type, StringComparer.Ordinal) : record.Get("request").Text("method") == "DELETE";

    /// <summary>Takes one resource, or an erasure of a history; false when its type is none of the context's.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="snapshot">The dated snapshot that the file is, or null.</param>
    public bool Take(JsonElement resource, Snapshot? snapshot)
    {
        switch (resource.Text("resourceType"))
        {
            case "Patient":
                var patient = FhirPatient.Read(resource);
                if (snapshot is null) into.Add(patient);
                else snapshot.Take(patient, resource);
                return true;
            case null when resource.Get("request").Text("method") == "DELETE":
                return Erase(resource);
            case "Organization":
                Organisation(resource);
                return true;
            case "Practitioner":
                Practitioner(resource);
                return true;
            case "CapabilityStatement":
                Capability(resource);
                return true;
            case "PractitionerRole":
                Role(resource);
                return true;
            default:
                return FhirCare.Read(resource, _care);
        }
    }

    /// <summary>Resolves references and gives the context what waited for them.</summary>
    public void Complete()
    {
        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, place) in _places)
        {
            placed.Add(id);
            var person = _practitioners.GetValueOrDefault(id) ?? new AccountVersion { Idp = PractitionerIdp, Account = id };
            into.Add(person with { Profession = place.Profession, Organisation = place.Organisation, Unit = place.Unit, ValidFrom = place.ValidFrom, ValidTo = place.ValidTo });
        }

        foreach (var (id, person) in _practitioners)
        {
            if (!placed.Contains(id)) into.Add(person);
        }

        foreach (var care in _care)
        {
            var (organisation, unit) = Place(care.Organisation, care.Unit);
            into.Add(care with { Practitioner = Resolve(care.Practitioner), Organisation = organisation, Unit = unit });
        }

        _places.Clear();
        _care.Clear();
    }

    // What a server can search patients by, under the address that its audit events name.
    private void Capability(JsonElement statement)
    {
        if (statement.Get("implementation").Text("url") is not { Length: > 0 } server) return;
        foreach (var rest in statement.Each("rest"))
        {
            if (rest.Text("mode") == "client") continue;
            foreach (var resource in rest.Each("resource"))
            {
                if (resource.Text("type") != "Patient") continue;
                var names = resource.Each("searchParam").Concat(rest.Each("searchParam")).Select(parameter => parameter.Text("name")).OfType<string>();
                into.AddCapability(server, names.ToHashSet(StringComparer.Ordinal));
            }
        }
    }

    // Without its instant an erasure may have been at any time, and the record may have answered until now.
    private bool Erase(JsonElement entry)
    {
        var url = entry.Get("request").Text("url") is { } named && named.Contains("Patient/", StringComparison.Ordinal) ? named : entry.Text("fullUrl") ?? "";
        if (PatientIdentifier.FromReference(url) is not { } record || !url.Contains("Patient/", StringComparison.Ordinal)) return false;
        var at = ContextTime.Start(entry.Get("response").Text("lastModified"));
        into.End(record, at, at, erased: true);
        return true;
    }

    private static void ReadNumbers(JsonElement resource, ref string? rpps, ref string? idnps)
    {
        foreach (var identifier in resource.Each("identifier"))
        {
            var value = identifier.Text("value");
            var number = PractitionerKey.Of(value);
            if (number is null) continue;
            if (identifier.Text("system") is "https://rpps.esante.gouv.fr" or "urn:oid:1.2.250.1.71.4.2.1") rpps ??= number;
            if (value!.Length > number.Length) idnps ??= value;
        }
    }

    private string? Resolve(string? reference)
    {
        if (reference is null) return null;
        var id = reference;
        if (reference.StartsWith("PractitionerRole/", StringComparison.Ordinal))
        {
            if (!_roles.TryGetValue(reference[17..], out var practitioner)) return reference;
            id = practitioner;
        }
        else if (reference.StartsWith("Practitioner/", StringComparison.Ordinal))
        {
            id = reference[13..];
        }

        return _practitioners.TryGetValue(id, out var known) ? known.Practitioner : PractitionerKey.Of(id) ?? $"{PractitionerIdp}/{id}";
    }

    // A unit may stand as an organisation of its own: then the establishment it belongs to is its organisation.
    private (string? Organisation, string? Unit) Place(string? organisation, string? unit)
    {
        if (into.OrganisationOf(organisation) is not { Kind: "unit", Finess: { Length: > 0 } house } found || found.Id == house) return (organisation, unit);
        var name = found.Id.StartsWith(house + "/", StringComparison.Ordinal) ? found.Id[(house.Length + 1)..] : found.Id;
        return (house, unit ?? name);
    }

    private void Practitioner(JsonElement resource)
    {
        if (resource.Text("id") is not { } id) throw new UnusableException("un Practitioner n’a pas d’id", "a Practitioner has no id");
        string? rpps = null, idnps = null;
        ReadNumbers(resource, ref rpps, ref idnps);
        var name = resource.Each("name").FirstOrDefault();
        _practitioners[id] = new AccountVersion
        {
            Idp = PractitionerIdp,
            Account = id,
            Rpps = rpps,
            Idnps = idnps,
            Family = name.Text("family"),
            Given = name.Each("given").FirstOrDefault() is { ValueKind: JsonValueKind.String } given ? given.GetString() : null,
        };
    }

    private void Role(JsonElement resource)
    {
        if (resource.Get("practitioner").Reference().Id is not { } practitioner) return;
        if (resource.Text("id") is { } id) _roles[id] = practitioner;
        var (from, to) = resource.Period("period");
        _places.Add((practitioner, new AccountVersion
        {
            Profession = resource.Each("code").SelectMany(code => code.Each("coding")).Select(coding => coding.Text("code")).FirstOrDefault(),
            Organisation = FhirCare.IdOf(resource.Get("organization")),
            Unit = resource.Each("location").Select(location => FhirCare.IdOf(location)).FirstOrDefault(),
            ValidFrom = from,
            ValidTo = to,
        }));
    }

    private void Organisation(JsonElement resource)
    {
        if (resource.Text("id") is not { } id) throw new UnusableException("une Organization n’a pas d’id", "an Organization has no id");
        string? finess = null;
        foreach (var identifier in resource.Each("identifier"))
        {
            var system = identifier.Text("system");
            var coded = identifier.Get("type").Each("coding").Any(coding => coding.Text("code") is "FINEG" or "FINEJ");
            if (coded || system is "http://finess.sante.gouv.fr" or "https://finess.esante.gouv.fr" or "urn:oid:1.2.250.1.71.4.2.2") finess ??= identifier.Text("value");
        }

        // A structure's national identifier is its FINESS after a 1 that says which kind of number it is.
        if (finess is { Length: 10 } && finess[0] == '1') finess = finess[1..];
        into.Add(new Organisation { Id = id, Finess = finess, Name = resource.Text("name"), Controller = null });
    }
}
