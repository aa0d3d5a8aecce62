using Egide.Observe;

namespace Egide.Connectors.SharedSignals;

/// <summary>What the events of CAEP 1.0, RISC 1.0 and Shared Signals 1.0 are.</summary>
internal static class SetKinds
{
    private const string Caep = "https://schemas.openid.net/secevent/caep/event-type/";
    private const string Risc = "https://schemas.openid.net/secevent/risc/event-type/";
    private const string Framework = "https://schemas.openid.net/secevent/ssf/event-type/";

    /// <summary>The last word of an event's URI when its profile is known; else the URI.</summary>
    public static string Code(string uri)
    {
        foreach (var profile in (ReadOnlySpan<string>)[Caep, Risc, Framework])
        {
            if (uri.StartsWith(profile, StringComparison.Ordinal) && uri.Length > profile.Length) return uri[profile.Length..];
        }

        return uri;
    }

    /// <summary>What it is, by its code and, for a credential, which one. What changes an account or its device without touching a session is administration.</summary>
    public static EventKind Of(string code, string? credential) => code switch
    {
        "session-revoked" or "sessions-revoked" => EventKind.SignOut,
        "session-established" => EventKind.SignIn,
        "session-presented" => EventKind.TokenRefresh,
        "credential-change" => credential is "password" or "pin" ? EventKind.PasswordChange : EventKind.MfaChange,
        "account-credential-change-required" or "recovery-activated" => EventKind.PasswordChange,
        "account-disabled" => EventKind.Lockout,
        "verification" or "stream-updated" => EventKind.System,
        _ => EventKind.Admin,
    };

    /// <summary>Whether its subject, when it is one opaque word, is the session and not the account (CAEP 1.0, section 3.1).</summary>
    public static bool IsOfSession(string code) => code is "session-revoked" or "session-established" or "session-presented";
}
