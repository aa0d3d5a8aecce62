using Egide.Detect;

namespace Egide.Report;

/// <summary>The result of an investigation: what the files and the report are written from.</summary>
public sealed record Dossier
{
    /// <summary>Incidents, the heaviest first; empty when none was found.</summary>
    public required IReadOnlyList<IncidentDossier> Incidents { get; init; }

    /// <summary>All findings of the run.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The timeline of all incidents, in time order.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<SourceDossier> Sources { get; init; }

    /// <summary>Names of organisations by the keys that controllers carry.</summary>
    public required IReadOnlyDictionary<string, string> OrganisationNames { get; init; }

    /// <summary>Journal the facts are in: origin, tree size, root (base64) and verifier key.</summary>
    public required (string Origin, long Size, string Root, string VerifierKey) Journal { get; init; }

    /// <summary>When the run was made, UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Trail paths given.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Context paths given.</summary>
    public required IReadOnlyList<string> Context { get; init; }

    /// <summary>Files, records, events, quarantined records, duplicates, records joined into another.</summary>
    public required (long Files, long Records, long Events, long Quarantined, long Duplicates, long Joined) Counts { get; init; }

    /// <summary>Accounts and sessions seen in the whole trail.</summary>
    public required (int Accounts, int Sessions) Seen { get; init; }

    /// <summary>Files that could not be read whole, each with why.</summary>
    public IReadOnlyList<(string Path, Text Why)> Unread { get; init; } = [];

    /// <summary>Accounts asked for that the trails do not have, a sentence each.</summary>
    public IReadOnlyList<Text> Absent { get; init; } = [];

    /// <summary>Files of the context of which something does not count, each with what: the remarks say why.</summary>
    public IReadOnlyList<(string Path, Text Why)> LeftOut { get; init; } = [];

    /// <summary>Whether a person must look at it: an incident, an account asked for in doubt or absent, no account to judge, or files not read whole.</summary>
    public bool MustBeLookedAt => Incidents.Any(i => i.Status == "open" || i.Sessions.Any(s => s.Verdict != SessionVerdict.Carer)) || Absent.Count > 0 || Seen.Accounts == 0 || Unread.Count > 0;

    /// <summary>The patient register: versions of records, those of them without a date from which they held, and the sources whose way of answering was given.</summary>
    public (int Versions, int Undated, IReadOnlyList<string> Profiles) Register { get; init; } = (0, 0, []);

    /// <summary>Remarks about the run that a reader must know: no context given, clocks corrected, a folder unreadable.</summary>
    public required IReadOnlyList<Text> Remarks { get; init; }
}
