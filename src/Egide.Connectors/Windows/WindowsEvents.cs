using Egide.Observe;

namespace Egide.Connectors.Windows;

/// <summary>What the security channel's events are, and where they name the account (Microsoft's audit event reference).</summary>
internal static class WindowsEvents
{
    /// <summary>Whether this event tells of accounts and sessions, and what it is when it succeeded.</summary>
    public static bool TryKind(int id, out EventKind kind)
    {
        kind = id switch
        {
            4624 or 4648 or 4768 or 4776 or 4778 => EventKind.SignIn,
            4625 or 4771 or 4777 => EventKind.SignInFailed,
            4634 or 4647 or 4779 => EventKind.SignOut,
            4769 or 4770 or 4773 => EventKind.TokenRefresh,
            4723 or 4724 => EventKind.PasswordChange,
            4740 => EventKind.Lockout,
            4672 => EventKind.System,
            1102 => EventKind.AuditLogUsed,
            4720 or 4722 or 4725 or 4726 or 4728 or 4729 or 4732 or 4733 or 4738 or 4756 or 4757 or 4767 or 4781 => EventKind.Admin,
            _ => EventKind.Unknown,
        };
        return kind != EventKind.Unknown;
    }

    /// <summary>Events where the one who acts is the subject and the target is what was acted on.</summary>
    public static bool ActsOnTarget(EventKind kind) => kind is EventKind.Admin or EventKind.PasswordChange or EventKind.AuditLogUsed;

    /// <summary>A machine's, a service's or nobody's account: no person signs in with it.</summary>
    public static bool IsSystemAccount(string? name, string? sid) =>
        name is not null && (name.EndsWith('$') || name is "SYSTEM" or "LOCAL SERVICE" or "NETWORK SERVICE" or "ANONYMOUS LOGON"
            || name.StartsWith("DWM-", StringComparison.Ordinal) || name.StartsWith("UMFD-", StringComparison.Ordinal))
        || sid is "S-1-5-18" or "S-1-5-19" or "S-1-5-20" or "S-1-5-7";
}
