using System.Text.Json;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>Reads the FHIR resources that say why somebody may see a patient's record.</summary>
internal static class FhirCare
{
    // A request does not say until when it explains an access; three months is the usual life of a French prescription.
    private const int RequestDays = 90;

    public static bool Read(JsonElement resource, List<CareRelationship> into)
    {
        switch (resource.Text("resourceType"))
        {
            case "Encounter":
                Encounter(resource, into);
                return true;
            case "Appointment":
                Appointment(resource, into);
                return true;
            case "CareTeam":
                CareTeam(resource, into);
                return true;
            case "EpisodeOfCare":
                var (from, to) = resource.Period("period");
                Add(into, Patient(resource, "patient"), Person(resource.Reference("careManager")), CareKind.Team, resource.Reference("managingOrganization").Id, null, from, to);
                return true;
            case "ServiceRequest":
                Request(resource, into);
                return true;
            case "Consent":
                Consent(resource, into);
                return true;
            default:
                return false;
        }
    }

    public static string? IdOf(JsonElement reference)
    {
        var text = reference.Text("reference");
        return text is null ? reference.Get("identifier").Text("value") ?? reference.Text("display") : text[(text.LastIndexOfAny(['/', ':']) + 1)..];
    }

    private static void Encounter(JsonElement resource, List<CareRelationship> into)
    {
        var patient = Patient(resource, "subject");
        var organisation = resource.Reference("serviceProvider").Id;
        var (from, to) = resource.Period(resource.Get("period").ValueKind == JsonValueKind.Object ? "period" : "actualPeriod");
        string? unit = null;
        foreach (var location in resource.Each("location"))
        {
            var place = IdOf(location.Get("location"));
            unit ??= place;
            var (entered, left) = location.Period("period");
            Add(into, patient, null, CareKind.Encounter, organisation, place, entered ?? from, left ?? to);
        }

        var people = 0;
        foreach (var participant in resource.Each("participant"))
        {
            var person = Person(participant.Reference("individual")) ?? Person(participant.Reference("actor"));
            if (person is null) continue;
            people++;
            Add(into, patient, person, CareKind.Encounter, organisation, unit, from, to);
        }

        if (people == 0 && unit is null) Add(into, patient, null, CareKind.Encounter, organisation, null, from, to);
    }

    private static void Appointment(JsonElement resource, List<CareRelationship> into)
    {
        PatientIdentifier? patient = null;
        string? unit = null;
        var people = new List<string>();
        foreach (var participant in resource.Each("participant"))
        {
            var (type, id) = participant.Reference("actor");
            if (id is null) continue;
            if (type == "Patient") patient = new PatientIdentifier(PatientIdentifier.Fhir, id);
            else if (type is "Location" or "HealthcareService") unit ??= id;
            else if (Person((type, id)) is { } person) people.Add(person);
        }

        foreach (var person in people)
        {
            Add(into, patient, person, CareKind.Appointment, null, unit, ContextTime.Start(resource.Text("start")), ContextTime.End(resource.Text("end")));
        }
    }

    private static void CareTeam(JsonElement resource, List<CareRelationship> into)
    {
        var (from, to) = resource.Period("period");
        foreach (var participant in resource.Each("participant"))
        {
            var (joined, left) = participant.Period("period");
            Add(into, Patient(resource, "subject"), Person(participant.Reference("member")), CareKind.Team, resource.Each("managingOrganization").Select(IdOf).FirstOrDefault(), null, joined ?? from, left ?? to);
        }
    }

    private static void Request(JsonElement resource, List<CareRelationship> into)
    {
        var from = ContextTime.Start(resource.Text("authoredOn")) ?? ContextTime.Start(resource.Text("occurrenceDateTime"));
        var to = from is { Year: < 9000 } start ? start.AddDays(RequestDays) : from;
        var patient = Patient(resource, "subject");
        Add(into, patient, Person(resource.Reference("requester")), CareKind.Referral, null, null, from, to);
        foreach (var performer in resource.Each("performer"))
        {
            var text = performer.Text("reference");
            if (text?.StartsWith("Organization/", StringComparison.Ordinal) == true) Add(into, patient, null, CareKind.Service, text[13..], null, from, to, placeOnly: true);
            else if (text is not null) Add(into, patient, PersonOf(text), CareKind.Referral, null, null, from, to);
        }
    }

    private static void Consent(JsonElement resource, List<CareRelationship> into)
    {
        if (resource.Text("status") is not (null or "active") || resource.Get("provision").Text("type") == "deny") return;
        var (from, to) = resource.Get("provision").Period("period");
        from ??= ContextTime.Start(resource.Text("dateTime"));
        foreach (var actor in resource.Get("provision").Each("actor"))
        {
            Add(into, Patient(resource, "patient"), Person(actor.Reference("reference")), CareKind.Consent, null, null, from, to);
        }
    }

    private static PatientIdentifier? Patient(JsonElement resource, string name)
    {
        var (_, id) = resource.Reference(name);
        if (id is not null) return new PatientIdentifier(PatientIdentifier.Fhir, id);
        var identifier = resource.Get(name).Get("identifier");
        return identifier.Text("value") is { } value ? new PatientIdentifier(identifier.Text("system") ?? "", value) : null;
    }

    private static string? Person((string? Type, string? Id) reference) => reference switch
    {
        (_, null) => null,
        ("Practitioner" or null, { } id) => "Practitioner/" + id,
        ("PractitionerRole", { } id) => "PractitionerRole/" + id,
        _ => null,
    };

    private static string? PersonOf(string reference)
    {
        var role = reference.Contains("PractitionerRole/", StringComparison.Ordinal);
        if (!role && !reference.Contains("Practitioner/", StringComparison.Ordinal) && !reference.StartsWith("urn:", StringComparison.Ordinal)) return null;
        return (role ? "PractitionerRole/" : "Practitioner/") + reference[(reference.LastIndexOfAny(['/', ':']) + 1)..];
    }

    private static void Add(
        List<CareRelationship> into, PatientIdentifier? patient, string? person, CareKind kind, string? organisation, string? unit,
        DateTimeOffset? from, DateTimeOffset? to, bool placeOnly = false)
    {
        if (patient is not { } who || (person is null && unit is null && organisation is null && !placeOnly)) return;
        into.Add(new CareRelationship { Practitioner = person, Patient = who, Kind = kind, Organisation = organisation, Unit = unit, From = from, To = to });
    }
}
