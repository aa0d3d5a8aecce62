namespace Egide.Observe;

/// <summary>
/// What an event was, in the words the stages after Observe reason with. The source's own word stays in
/// <see cref="AuditEvent.Code"/>.
/// </summary>
public enum EventKind : byte
{
    /// <summary>The decoder cannot tell.</summary>
    Unknown,

    /// <summary>A session was opened.</summary>
    SignIn,

    /// <summary>An attempt to open a session was refused.</summary>
    SignInFailed,

    /// <summary>A session was closed.</summary>
    SignOut,

    /// <summary>An open session obtained or renewed a token or a ticket.</summary>
    TokenRefresh,

    /// <summary>A password was changed or reset, or a change was asked for.</summary>
    PasswordChange,

    /// <summary>A second factor was added, changed or removed.</summary>
    MfaChange,

    /// <summary>An account was locked or disabled for its failures.</summary>
    Lockout,

    /// <summary>A record was read.</summary>
    Read,

    /// <summary>Records were searched for.</summary>
    Search,

    /// <summary>A record was created.</summary>
    Create,

    /// <summary>A record was changed.</summary>
    Update,

    /// <summary>A record was deleted.</summary>
    Delete,

    /// <summary>Records left the system.</summary>
    Export,

    /// <summary>Accounts, rights or settings were administered.</summary>
    Admin,

    /// <summary>The audit log itself was consulted.</summary>
    AuditLogUsed,

    /// <summary>The system's own life: start, stop, a machine's account.</summary>
    System,

    /// <summary>A static resource, or a request that shows no data.</summary>
    Page,
}
