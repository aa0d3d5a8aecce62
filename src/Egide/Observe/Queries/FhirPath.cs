namespace Egide.Observe.Queries;

/// <summary>What the path of a FHIR request names.</summary>
/// <param name="Resource">Resource type, or null when the path is not FHIR's.</param>
/// <param name="Id">Logical id of the one resource asked for.</param>
/// <param name="Operation">Operation with its <c>$</c>, or null.</param>
/// <param name="Patient">Logical id of the patient whose compartment is asked.</param>
/// <param name="IsSearchByPost">Whether it ends in <c>_search</c>.</param>
internal readonly record struct FhirPath(string? Resource, string? Id, string? Operation, string? Patient, bool IsSearchByPost)
{
    // A path is FHIR's when it names one of these; portals and services have paths of their own.
    private static readonly HashSet<string> Types = new(
        ["Account", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "Bundle", "CarePlan",
            "CareTeam", "Claim", "ClinicalImpression", "Communication", "CommunicationRequest", "Composition", "Condition", "Consent",
            "Coverage", "DetectedIssue", "Device", "DeviceRequest", "DiagnosticReport", "DocumentManifest", "DocumentReference",
            "Encounter", "Endpoint", "EpisodeOfCare", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "Group",
            "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationRecommendation", "List", "Location", "Measure", "MeasureReport",
            "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationRequest", "MedicationStatement",
            "NutritionOrder", "Observation", "Organization", "Patient", "Person", "Practitioner", "PractitionerRole", "Procedure",
            "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "RiskAssessment", "Schedule",
            "ServiceRequest", "Slot", "Specimen", "Subscription", "SupplyRequest", "Task", "VisionPrescription"],
        StringComparer.Ordinal);

    /// <summary>Reads <c>[base/]Type[/id[/_history/n | /$operation | /Type]]</c>; an empty place when it is none.</summary>
    public static FhirPath Read(ReadOnlySpan<char> path)
    {
        var place = default(FhirPath);
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment.IsEmpty) continue;
            if (Types.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var type))
                place = place with { Resource = type, Patient = place is { Resource: "Patient", Id: not null } ? place.Id : null, Id = null };
            else if (place.Resource is null) continue;
            else if (segment[0] == '$') place = place with { Operation = segment.ToString() };
            else if (segment is "_search") place = place with { IsSearchByPost = true };
            else if (segment is "_history") break;
            else if (place.Id is null) place = place with { Id = Uri.UnescapeDataString(segment.ToString()) };
        }

        return place;
    }
}
