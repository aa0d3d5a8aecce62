namespace Egide.Scope;

/// <summary>Why somebody saw a person's data, as far as it is known; its name is what the journal keeps.</summary>
internal enum AccessReason : byte
{
    /// <summary>No known care relationship explains it.</summary>
    Unexplained,

    /// <summary>Someone else was using the account.</summary>
    Intruder,

    /// <summary>A stay or visit.</summary>
    Encounter,

    /// <summary>An appointment.</summary>
    Appointment,

    /// <summary>Care team.</summary>
    Team,

    /// <summary>A referral.</summary>
    Referral,

    /// <summary>The person's consent.</summary>
    Consent,

    /// <summary>Another known care relationship.</summary>
    Care,

    /// <summary>The source does not say who: nothing can explain it, nor speak against it.</summary>
    Unattributed,

    /// <summary>Someone else was probably using the account.</summary>
    ProbableIntruder,

    /// <summary>Someone else may have been using the account, and no known care relationship explains the access.</summary>
    PossibleIntruder,
}
