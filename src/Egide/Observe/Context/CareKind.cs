namespace Egide.Observe.Context;

/// <summary>Kinds of care relationship; the words of the context's CSV.</summary>
public enum CareKind : byte
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>A stay or visit.</summary>
    Encounter,

    /// <summary>A planned visit.</summary>
    Appointment,

    /// <summary>Member of the care team, or attending doctor.</summary>
    Team,

    /// <summary>Asked for by, or sent to.</summary>
    Referral,

    /// <summary>Asked for an opinion.</summary>
    Consultation,

    /// <summary>A technical service (laboratory, imaging, pharmacy) that works for the patient.</summary>
    Service,

    /// <summary>The person agreed.</summary>
    Consent,
}
