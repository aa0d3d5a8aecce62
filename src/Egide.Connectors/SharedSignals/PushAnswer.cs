namespace Egide.Connectors.SharedSignals;

/// <summary>What to answer a transmitter that pushed a token.</summary>
/// <param name="Status">HTTP status: 202 stored, 400 refused, 401 not the agreed credential, 503 try again.</param>
/// <param name="Body">The error as JSON (RFC 8935, section 2.3), to send with <see cref="Language"/>; null when there is nothing to say.</param>
/// <param name="RetryAfter">With 503: seconds to wait.</param>
public sealed record PushAnswer(int Status, string? Body, int? RetryAfter = null)
{
    /// <summary>Value of <c>Content-Type</c> when there is a body.</summary>
    public const string ContentType = "application/json";

    /// <summary>Value of <c>Content-Language</c>, which the RFC wants beside a description.</summary>
    public const string Language = "en";
}
