namespace Egide.Cli.Serving;

/// <summary>What <c>egide forward</c> is asked.</summary>
internal sealed record EdgeOptions
{
    public required Uri To { get; init; }

    public required string Name { get; init; }

    public required string Data { get; init; }

    public required string Sources { get; init; }

    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

    public string? Authority { get; init; }

    public required string Key { get; init; }
}
