namespace Egide.Detect;

/// <summary>Who a session is attributed to, once P(intruder) is put into words.</summary>
public enum SessionVerdict
{
    /// <summary>The account's own professional.</summary>
    Carer,

    /// <summary>Someone else.</summary>
    Intruder,

    /// <summary>The trail does not decide.</summary>
    Undecided,
}
