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
        PatientIdentifier? ins = null;
        if (resource.Text("id") is { } id) identifiers.Add(new PatientIdentifier(PatientIdentifier.Fhir, id));
        foreach (var identifier in resource.Each("identifier"))
        {
            if (identifier.Text("value") is not { Length: > 0 } value) continue;
            var read = PatientIdentifier.Normalise(identifier.Text("system"), value);
            if (read.IsIns) ins ??= read;
            // A number without its authority is anybody's: it must not join two persons.
            else if (read.System.Length > 0) identifiers.Add(read);
        }

        if (identifiers.Count == 0 && ins is null) throw new UnusableException("un Patient n’a ni id ni identifiant", "a Patient has neither id nor identifier");
        return new PatientVersion
        {
            Identifiers = identifiers,
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
            Names = [.. resource.Each("name").Select(n => new PersonName(n.Text("family") ?? "", [.. n.Each("given").Where(g => g.ValueKind == JsonValueKind.String).Select(g => g.GetString()!)]))],
            BirthDate = resource.Text("birthDate"),
            Sex = resource.Text("gender"),
            Phones = Telecoms("phone"),
            Emails = Telecoms("email"),
            Addresses = [.. resource.Each("address").Select(a => new PostalAddress(
                a.Text("text") ?? string.Join(' ', a.Each("line").Where(l => l.ValueKind == JsonValueKind.String).Select(l => l.GetString())), a.Text("city"), a.Text("postalCode"), a.Text("country")))],
            Active = resource.Get("active").ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
        };
    }

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
