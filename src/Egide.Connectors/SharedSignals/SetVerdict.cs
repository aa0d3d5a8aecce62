namespace Egide.Connectors.SharedSignals;

/// <summary>Whether a security event token is one of its stream's.</summary>
/// <param name="Jti">Its identifier; null unless it is good.</param>
/// <param name="Error">The error code of RFC 8935, section 2.4; null when it is good or cannot be judged now.</param>
/// <param name="Reason">The same in words, English; carries nothing of the token.</param>
internal readonly record struct SetVerdict(string? Jti, string? Error, string Reason)
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidKey = "invalid_key";
    public const string InvalidIssuer = "invalid_issuer";
    public const string InvalidAudience = "invalid_audience";
    public const string AuthenticationFailed = "authentication_failed";

    public static SetVerdict Good(string jti) => new(jti, null, "");

    public static SetVerdict Refused(string error, string reason) => new(null, error, reason);

    /// <summary>The transmitter's keys cannot be had: try again.</summary>
    public static SetVerdict Later(string reason) => new(null, null, reason);
}
