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
                Add(into, Patient(resource.Get("patient")), Person(resource.Get("careManager")), CareKind.Team, IdOf(resource.Get("managingOrganization")), null, from, to);
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

    /// <summary>What a Reference names: the resource's id, else the identifier's value, else the words shown.</summary>
    public static string? IdOf(JsonElement reference)
    {
        var text = reference.Text("reference");
        return text is null ? reference.Get("identifier").Text("value") ?? reference.Text("display") : text[(text.LastIndexOfAny(['/', ':']) + 1)..];
    }

    private static void Encounter(JsonElement resource, List<CareRelationship> into)
    {
        var patient = Patient(resource.Get("subject"));
        var organisation = IdOf(resource.Get("serviceProvider"));
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
            var person = Person(participant.Get("individual")) ?? Person(participant.Get("actor"));
            if (person is null) continue;
            people++;
            Add(into, patient, person, CareKind.Encounter, organisation, unit, from, to);
        }

        if (people == 0 && unit is null) Add(into, patient, null, CareKind.Encounter, organisation, null, from, to);
    }

    private static void Appointment(JsonElement resource, List<CareRelationship> into)
    {
        PatientIdentifier? patient = null;
        string? organisation = null, unit = null;
        var people = new List<string>();
        foreach (var participant in resource.Each("participant"))
        {
            var actor = participant.Get("actor");
            switch (actor.TypeOf())
            {
                case "Patient":
                    patient = Patient(actor);
                    break;
                case "Organization":
                    organisation ??= IdOf(actor);
                    break;
                case "Location" or "HealthcareService":
                    unit ??= IdOf(actor);
                    break;
                default:
                    if (Person(actor) is { } person) people.Add(person);
                    break;
            }
        }

        foreach (var person in people)
        {
            Add(into, patient, person, CareKind.Appointment, organisation, unit, ContextTime.Start(resource.Text("start")), ContextTime.End(resource.Text("end")));
        }
    }

    private static void CareTeam(JsonElement resource, List<CareRelationship> into)
    {
        var (from, to) = resource.Period("period");
        foreach (var participant in resource.Each("participant"))
        {
            var (joined, left) = participant.Period("period");
            Add(into, Patient(resource.Get("subject")), Person(participant.Get("member")), CareKind.Team, resource.Each("managingOrganization").Select(IdOf).FirstOrDefault(), null, joined ?? from, left ?? to);
        }
    }

    private static void Request(JsonElement resource, List<CareRelationship> into)
    {
        var (from, to) = resource.Period("occurrencePeriod");
        from ??= ContextTime.Start(resource.Text("authoredOn")) ?? ContextTime.Start(resource.Text("occurrenceDateTime"));
        to ??= from is { Year: < 9000 } start ? start.AddDays(RequestDays) : from;
        var patient = Patient(resource.Get("subject"));
        Add(into, patient, Person(resource.Get("requester")), CareKind.Referral, null, null, from, to);
        foreach (var performer in resource.Each("performer"))
        {
            if (performer.TypeOf() == "Organization") Add(into, patient, null, CareKind.Service, IdOf(performer), null, from, to);
            else Add(into, patient, Person(performer), CareKind.Referral, null, null, from, to);
        }
    }

    private static void Consent(JsonElement resource, List<CareRelationship> into)
    {
        if (resource.Text("status") is not (null or "active") || resource.Get("provision").Text("type") == "deny") return;
        var (from, to) = resource.Get("provision").Period("period");
        from ??= ContextTime.Start(resource.Text("dateTime"));
        foreach (var actor in resource.Get("provision").Each("actor"))
        {
            Add(into, Patient(resource.Get("patient")), Person(actor.Get("reference")), CareKind.Consent, null, null, from, to);
        }
    }

    private static PatientIdentifier? Patient(JsonElement reference)
    {
        if (reference.Reference().Id is { } id) return new PatientIdentifier(PatientIdentifier.Fhir, id);
        var identifier = reference.Get("identifier");
        return identifier.Text("value") is { } value ? new PatientIdentifier(identifier.Text("system") ?? "", value) : null;
    }

    // A professional by her resource, or by a number of hers that needs no resource to be told.
    private static string? Person(JsonElement reference) => reference.Reference() switch
    {
        ("PractitionerRole", { } id) => "PractitionerRole/" + id,
        ("Practitioner" or null, { } id) => "Practitioner/" + id,
        (_, not null) => null,
        _ when reference.TypeOf() is null or "Practitioner" or "PractitionerRole" => reference.Get("identifier").Text("value"),
        _ => null,
    };

    private static void Add(
        List<CareRelationship> into, PatientIdentifier? patient, string? person, CareKind kind, string? organisation, string? unit,
        DateTimeOffset? from, DateTimeOffset? to)
    {
        if (patient is not { } who || (person is null && unit is null && organisation is null)) return;
        into.Add(new CareRelationship { Practitioner = person, Patient = who, Kind = kind, Organisation = organisation, Unit = unit, From = from, To = to });
    }
}
