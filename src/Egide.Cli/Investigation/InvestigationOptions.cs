namespace Egide.Cli.Investigation;

/// <summary>What <c>egide investigate</c> was asked.</summary>
internal sealed record InvestigationOptions
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required string Out { get; init; }

    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>A FHIR R4 server to read patients from, or null.</summary>
    public Uri? Register { get; init; }

    public IReadOnlyList<string> Accounts { get; init; } = [];

    public string? DataMap { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public double CasesPerDay { get; init; } = 5;

    public required string Key { get; init; }

    public string Language { get; init; } = Cli.Language.Code;
}
