namespace Egide.Observe.Context;

/// <summary>Why a practitioner may see a patient, or where a patient stays, over a period.</summary>
public sealed record CareRelationship
{
    /// <summary>The practitioner's key (<see cref="AccountVersion.Practitioner"/>); null when only the unit is known.</summary>
    public string? Practitioner { get; init; }

    /// <summary>The patient.</summary>
    public required PatientIdentifier Patient { get; init; }

    /// <summary>Its kind.</summary>
    public CareKind Kind { get; init; }

    /// <summary>Organisation's id.</summary>
    public string? Organisation { get; init; }

    /// <summary>Unit in it.</summary>
    public string? Unit { get; init; }

    /// <summary>Start; null for always.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End; null while it goes on.</summary>
    public DateTimeOffset? To { get; init; }
}
