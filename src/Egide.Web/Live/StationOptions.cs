using Egide.Connectors.Live;
using Egide.Web.Retention;

namespace Egide.Web.Live;

/// <summary>What a station is asked.</summary>
public sealed record StationOptions
{
    /// <summary>Folder of the journal and of what is drawn from it; made when absent.</summary>
    public required string Data { get; init; }

    /// <summary>File of the journal's signing key, outside the journal; made when absent.</summary>
    public required string Key { get; init; }

    /// <summary>How late a record may come.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many cases a day people can look at.</summary>
    public double CasesPerDay { get; init; } = 5;

    /// <summary>Ways in beside those of the web server.</summary>
    public WaysIn Ways { get; init; } = new();

    /// <summary>Told once when one of them cannot work, and why; it is tried again.</summary>
    public Action<WayIn, string>? Fallen { get; init; }

    /// <summary>How long what is kept.</summary>
    public RetentionPolicy Retention { get; init; } = RetentionPolicy.Shipped;

    /// <summary>Whether it only reads and judges, for a command: it states no incident and deletes nothing by itself.</summary>
    public bool Quiet { get; init; }

    /// <summary>Postings of the trail's index held in memory before they go to disk: a million are 24 MB, and what a restart reads again.</summary>
    internal int PostingsInMemory { get; init; } = 1 << 20;

    /// <summary>Folders and files of context, as people named them.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];
}
