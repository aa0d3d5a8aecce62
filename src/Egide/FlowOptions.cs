namespace Egide;

/// <summary>What an investigation is asked.</summary>
public sealed record FlowOptions
{
    /// <summary>Where spool files and the trail go; made when absent.</summary>
    public required string Folder { get; init; }

    /// <summary>Accounts whose incident is looked at even below the line: <c>id</c> or <c>idp|id</c>.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Nothing before this instant is looked at.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Nothing from this instant on is looked at.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The run's clock: an event dated more than a day after it is out of time. Null when that is not to be judged.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>How many cases a day people can look at; the ranking keeps as many.</summary>
    public double CasesPerDay { get; init; } = 5;

    /// <summary>How long after its end a session that says nothing stays in memory; null: for ever.</summary>
    public TimeSpan? Remembered { get; init; }

    /// <summary>What professionals said of sessions, by session id: true somebody else, false they themselves.</summary>
    public IReadOnlyDictionary<string, bool> Words { get; init; } = new Dictionary<string, bool>();
}
