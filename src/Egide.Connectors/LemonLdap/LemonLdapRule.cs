using Egide.Observe;

namespace Egide.Connectors.LemonLdap;

/// <summary>A sentence of LemonLDAP::NG: the user stands between two phrases.</summary>
/// <param name="Code">Our word for the sentence; LemonLDAP::NG gives none.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Before">Phrase before the user; empty for the start of the message.</param>
/// <param name="After">Phrase after the user; empty when the user ends the sentence.</param>
internal sealed record LemonLdapRule(string Code, EventKind Kind, byte[] Before, byte[] After)
{
    /// <summary>The sentences of the portal and of the handlers in releases 2.0 to 2.22.</summary>
    public static readonly LemonLdapRule[] All =
    [
        Make("SESSION_GRANTED", EventKind.SignIn, "Session granted for ", " by "),
        Make("AUTHENTICATED", EventKind.SignIn, "User ", " successfully authenticated at level "),
        Make("CONNECTED", EventKind.SignIn, "User ", " connected from "),
        Make("DISCONNECTED", EventKind.SignOut, "User ", " has been disconnected"),
        Make("BAD_PASSWORD", EventKind.SignInFailed, "Bad password for ", ""),
        Make("BAD_CREDENTIALS", EventKind.SignInFailed, "Bad credentials for user ", ""),
        Make("BAD_CREDENTIALS", EventKind.SignInFailed, "Bad credentials for ", ""),
        Make("USER_NOT_FOUND", EventKind.SignInFailed, "", " was not found in "),
        Make("ALL_SCHEMES_FAILED", EventKind.SignInFailed, "All schemes failed for user ", ""),
        Make("AUTHENTICATION_FAILED", EventKind.SignInFailed, "Authentication failed for ", ""),
        Make("PASSWORD_CHANGED", EventKind.PasswordChange, "Password changed for ", ""),
        Make("AUTHORIZED", EventKind.TokenRefresh, "User ", " is authorized to access to "),
        Make("REDIRECTED", EventKind.TokenRefresh, "User ", " is redirected to "),
        Make("SECOND_FACTOR_REGISTERED", EventKind.MfaChange, "registration succeeds for ", ""),
        Make("SECOND_FACTOR_REMOVED", EventKind.MfaChange, "deletion succeeds for ", ""),
        Make("GRANTED", EventKind.Unknown, "User ", " was granted to access to "),
        Make("REJECTED", EventKind.Unknown, "User ", " was rejected when he tried to access to "),
    ];

    /// <summary>Finds the user and what follows; false when the sentence is another.</summary>
    public bool TryMatch(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> rest)
    {
        user = rest = default;
        var start = 0;
        if (Before.Length > 0)
        {
            var before = message.IndexOf(Before);
            if (before < 0) return false;
            start = before + Before.Length;
        }

        var length = After.Length == 0 ? message[start..].IndexOf((byte)' ') : message[start..].IndexOf(After);
        if (length < 0 && After.Length == 0) length = message.Length - start;
        if (length <= 0) return false;
        user = message.Slice(start, length);
        rest = message[(start + length + After.Length)..];
        return user.IndexOfAny(" \"="u8) < 0;
    }

    private static LemonLdapRule Make(string code, EventKind kind, string before, string after) =>
        new(code, kind, System.Text.Encoding.ASCII.GetBytes(before), System.Text.Encoding.ASCII.GetBytes(after));
}
