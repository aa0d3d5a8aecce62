using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>Reads a FHIR (FR Core) Patient.</summary>
internal static class FhirPatient
{
    private const string ReliabilityExtension = "fr-core-identity-reliability";

    public static PatientVersion Read(JsonElement resource)
    {
        var identifiers = new List<PatientIdentifier>();
        var unassigned = new List<string>();
        PatientIdentifier? ins = null;
        if (resource.Text("id") is { } id) identifiers.Add(new PatientIdentifier(PatientIdentifier.Fhir, id));
        foreach (var identifier in resource.Each("identifier"))
        {
            if (identifier.Text("value") is not { Length: > 0 } value) continue;
            var read = PatientIdentifier.Normalise(identifier.Text("system"), value);
            if (read.IsIns) ins ??= new PatientIdentifier(identifier.Text("system")!, value);
            // A number without its authority is anybody's: it must not join two persons.
            else if (read.System.Length > 0) identifiers.Add(read);
            else unassigned.Add(read.Value);
        }

        if (identifiers.Count == 0 && ins is null) throw new UnusableException("un Patient n’a ni id ni identifiant", "a Patient has neither id nor identifier");
        return new PatientVersion
        {
            Identifiers = identifiers,
            Unassigned = unassigned,
            Ins = ins,
            Links = [.. resource.Each("link").Select(link => link.Get("other").Reference().Id).Where(other => other is not null).Select(other => new PatientIdentifier(PatientIdentifier.Fhir, other!))],
            Controller = FhirCare.IdOf(resource.Get("managingOrganization")),
            Status = Reliability(resource),
            Traits = Traits(resource),
            ValidFrom = ContextTime.Start(resource.Get("meta").Text("lastUpdated")),
            MayBeOlder = resource.Get("meta").Text("versionId") != "1",
        };
    }

    private static PatientTraits Traits(JsonElement resource)
    {
        List<string> Telecoms(string system) => [.. resource.Each("telecom").Where(t => t.Text("system") == system).Select(t => t.Text("value")).OfType<string>()];
        return new PatientTraits
        {
            Names = [.. resource.Each("name").Select(n => new PersonName(n.Text("family") ?? "", Texts(n, "given"), [.. Texts(n, "prefix"), .. Texts(n, "suffix"), .. Text(n, "text")]))],
            BirthDate = resource.Text("birthDate"),
            Sex = resource.Text("gender"),
            Phones = Telecoms("phone"),
            Emails = Telecoms("email"),
            Telecoms = [.. resource.Each("telecom").Where(t => t.Text("system") is not ("phone" or "email")).Select(t => t.Text("value")).OfType<string>()],
            Addresses = [.. resource.Each("address").Select(a => new PostalAddress(
                // A server compares each part by itself: the line end keeps what is asked from running over two of them.
                string.Join('\n', [.. Text(a, "text"), .. Texts(a, "line"), .. Text(a, "district"), .. Text(a, "state")]), a.Text("city"), a.Text("postalCode"), a.Text("country")))],
            Active = resource.Get("active").ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
        };
    }

    private static List<string> Texts(JsonElement element, string name) => [.. element.Each(name).Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)];

    private static List<string> Text(JsonElement element, string name) => element.Text(name) is { } text ? [text] : [];

    /// <summary>The extension's <c>identityStatus</c>, or whichever code it holds.</summary>
    private static string? Reliability(JsonElement resource)
    {
        foreach (var extension in resource.Each("extension"))
        {
            if (extension.Text("url")?.Contains(ReliabilityExtension, StringComparison.OrdinalIgnoreCase) != true) continue;
            if (Code(extension) is { } code) return code;
            foreach (var inner in extension.Each("extension"))
            {
                if (Code(inner) is { } found) return found;
            }
        }

        return null;
    }

    private static string? Code(JsonElement extension) =>
        extension.Get("valueCoding").Text("code") ?? extension.Text("valueCode")
        ?? extension.Get("valueCodeableConcept").Each("coding").Select(coding => coding.Text("code")).FirstOrDefault();
}
