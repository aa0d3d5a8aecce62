namespace Egide.Connectors.SharedSignals;

/// <summary>A stream of security event tokens, as agreed with the transmitter that sends it (OpenID Shared Signals 1.0).</summary>
/// <param name="Name">What we call it: <c>regional sign-in</c>.</param>
/// <param name="Issuer">The <c>iss</c> that its tokens carry, exactly.</param>
/// <param name="Audience">The <c>aud</c> that means us.</param>
/// <param name="Keys">Where the transmitter publishes its keys (<c>jwks_uri</c>), https.</param>
public sealed record SignalStream(string Name, string Issuer, string Audience, Uri Keys)
{
    /// <summary>The oldest <c>iat</c> that is taken. A transmitter keeps what could not be delivered; one that keeps it longer than this loses it.</summary>
    public TimeSpan Oldest { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How far the transmitter's clock may be ahead of ours.</summary>
    public TimeSpan Ahead { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Who brings its records, as the journal names them.</summary>
    internal string Origin => "shared-signals " + (Name.Length > 180 ? Name[..180] : Name);
}
