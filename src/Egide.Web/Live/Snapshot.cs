using Egide.Report;

namespace Egide.Web.Live;

/// <summary>What the console shows: the state of everything at one moment; never changed once made.</summary>
public sealed record Snapshot
{
    /// <summary>When it was drawn up, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Incidents, sources, counts and the journal they rest on.</summary>
    public required Dossier Dossier { get; init; }

    /// <summary>When each incident was first told, UTC: from then on somebody can know of it.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Told { get; init; }

    /// <summary>Accounts seen, the heaviest first.</summary>
    public required IReadOnlyList<AccountRow> Accounts { get; init; }

    /// <summary>The last alarms, the newest first.</summary>
    public required IReadOnlyList<Alarm> Alarms { get; init; }

    /// <summary>What troubles the sources.</summary>
    public IReadOnlyList<Trouble> Troubles => [.. Trouble.Of(Dossier, Reached)];

    /// <summary>The latest instant looked at, UTC; null before the first event.</summary>
    public required DateTimeOffset? Reached { get; init; }

    /// <summary>How long drawing up the state before took the judging thread.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Number of this snapshot since the start.</summary>
    public required long Number { get; init; }
}
