namespace Egide.Observe;

/// <summary>Whether an event says it failed.</summary>
internal static class Outcomes
{
    /// <summary>False only when the record says so: outcome 4, 8 or 12, a refusal, an HTTP status from 400.</summary>
    public static bool Succeeded(AuditEvent audit)
    {
        if (audit.Kind is EventKind.SignInFailed or EventKind.Lockout || audit.Status >= 400) return false;
        return audit.Outcome is not ("4" or "8" or "12" or "error" or "failure" or "fatal" or "denied");
    }
}
