using Egide.Connectors.Live;

namespace Egide.Web.Live;

/// <summary>What a station is asked.</summary>
public sealed record StationOptions
{
    /// <summary>Folder of the journal and of what is drawn from it; made when absent.</summary>
    public required string Data { get; init; }

    /// <summary>File of the journal's signing key, outside the journal; made when absent.</summary>
    public required string Key { get; init; }

    /// <summary>How late a record may come.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many cases a day people can look at.</summary>
    public double CasesPerDay { get; init; } = 5;

    /// <summary>Ways in beside those of the web server.</summary>
    public WaysIn Ways { get; init; } = new();

    /// <summary>Folders and files of context, as people named them.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];
}
