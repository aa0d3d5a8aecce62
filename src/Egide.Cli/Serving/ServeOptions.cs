namespace Egide.Cli.Serving;

/// <summary>What <c>egide serve</c> is asked.</summary>
internal sealed record ServeOptions
{
    public required string Data { get; init; }

    public required Uri Url { get; init; }

    public required IReadOnlyList<string> Context { get; init; }

    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

    public string? Sources { get; init; }

    public string? ClientAuthority { get; init; }

    public required TimeSpan Lateness { get; init; }

    public required double CasesPerDay { get; init; }

    public required string Key { get; init; }

    /// <summary>File of the identity provider; null for the one in the data folder, when there is one.</summary>
    public string? SignIn { get; init; }

    /// <summary>File of the retention policy; null for the one in the data folder, when there is one.</summary>
    public string? Retention { get; init; }

    public bool Demo { get; init; }
}
