namespace Egide.Observe.Context;

/// <summary>One version of a patient's record in one register.</summary>
public sealed record PatientVersion
{
    /// <summary>Identifiers the record holds under its own assigning authorities (IPP, FHIR id); INS apart.</summary>
    public required IReadOnlyList<PatientIdentifier> Identifiers { get; init; }

    /// <summary>Identifiers without an authority: a search finds them, and they are nobody's number in particular.</summary>
    public IReadOnlyList<string> Unassigned { get; init; } = [];

    /// <summary>INS or NIR as written; null when unknown.</summary>
    public PatientIdentifier? Ins { get; init; }

    /// <summary>Other records that this one is declared to replace, repeat or be replaced by (<c>Patient.link</c>).</summary>
    public IReadOnlyList<PatientIdentifier> Links { get; init; } = [];

    /// <summary>Who is answerable for the record, as written: an organisation's id or FINESS.</summary>
    public string? Controller { get; init; }

    /// <summary>RNIV / FR Core reliability code.</summary>
    public string? Status { get; init; }

    /// <summary>What it says of the person; null when only identifiers were given.</summary>
    public PatientTraits? Traits { get; init; }

    /// <summary>Start of validity; null for always.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>From when it held for certain; between <see cref="ValidFrom"/> and then it may have. Null: from the start on.</summary>
    public DateTimeOffset? SureFrom { get; init; }

    /// <summary>
    /// Whether <see cref="ValidFrom"/> is only when the record was last written and what it was before is not given: if no
    /// earlier version is known, it may have been as it is now.
    /// </summary>
    public bool MayBeOlder { get; init; }

    /// <summary>End of validity; null for ever.</summary>
    public DateTimeOffset? ValidTo { get; init; }
}
