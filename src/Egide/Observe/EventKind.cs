namespace Egide.Observe;

/// <summary>What an event records, whatever words its source uses for it.</summary>
public enum EventKind : byte
{
    /// <summary>Not said in a way that is understood.</summary>
    Unknown,

    /// <summary>A sign-in that succeeded.</summary>
    SignIn,

    /// <summary>A sign-in that failed.</summary>
    SignInFailed,

    /// <summary>A sign-out, or the end of a session.</summary>
    SignOut,

    /// <summary>A token renewed within a session.</summary>
    TokenRefresh,

    /// <summary>A password changed or reset.</summary>
    PasswordChange,

    /// <summary>A second factor enrolled, changed or removed.</summary>
    MfaChange,

    /// <summary>An account locked.</summary>
    Lockout,

    /// <summary>Data read.</summary>
    Read,

    /// <summary>A query run.</summary>
    Search,

    /// <summary>Data created.</summary>
    Create,

    /// <summary>Data changed.</summary>
    Update,

    /// <summary>Data deleted.</summary>
    Delete,

    /// <summary>Data exported, printed or disclosed.</summary>
    Export,

    /// <summary>Administration of accounts or systems.</summary>
    Admin,

    /// <summary>The audit trail itself consulted.</summary>
    AuditLogUsed,

    /// <summary>A system's own life: start, stop, feed.</summary>
    System,

    /// <summary>A web request that shows no patient data: a picture, a redirect.</summary>
    Page,
}
