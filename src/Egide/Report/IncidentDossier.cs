using Egide.Detect;
using Egide.Scope;

namespace Egide.Report;

/// <summary>All that is said of one incident.</summary>
public sealed record IncidentDossier
{
    /// <summary>Short and stable: <c>INC-1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When the evidence sufficed to open it, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary><c>open</c> for a case of the day's budget; <c>watch</c> below it.</summary>
    public required string Status { get; init; }

    /// <summary>What happened, in a line.</summary>
    public required Text Title { get; init; }

    /// <summary>The accounts in other hands, the surest first.</summary>
    public required IReadOnlyList<IncidentAccount> Accounts { get; init; }

    /// <summary>First event attributed to an intruder.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last one.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Whether it was still going on when the trail ends.</summary>
    public required bool Ongoing { get; init; }

    /// <summary>Sessions of these accounts over the window and a week around it, the carer's own included.</summary>
    public required IReadOnlyList<AttributedSession> Sessions { get; init; }

    /// <summary>What the intruder came from.</summary>
    public required IReadOnlyList<Infrastructure> Infrastructure { get; init; }

    /// <summary>Persons whose data was seen.</summary>
    public required Bounds Persons { get; init; }

    /// <summary>The same by category code.</summary>
    public required IReadOnlyDictionary<string, Bounds> Categories { get; init; }

    /// <summary>The same by controller (FINESS or id); <c>"?"</c> when no context names one.</summary>
    public required IReadOnlyDictionary<string, Bounds> Controllers { get; init; }

    /// <summary>Persons by category and controller, likely count: <c>[category][controller]</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, Bounds>> CategoriesByController { get; init; }

    /// <summary>Searches attributed to the intruder (certain or probable) whose results no source names, and the most persons they showed.</summary>
    public required (long Searches, long Persons) Unnamed { get; init; }

    /// <summary>What running the intruder's searches again gave.</summary>
    public ReplaySummary Replays { get; init; } = ReplaySummary.None;

    /// <summary>Persons known one by one, whoever saw them; the upper bound adds those of searches not answered exactly.</summary>
    public long Known { get; init; }

    /// <summary>Questions whose answers are not known person by person, and the most persons they add to the known ones.</summary>
    public (long Questions, long Persons) Open => Replays.Questions == 0 ? Unnamed : (Replays.Inexact, Math.Max(0, Persons.Upper - Known));

    /// <summary>Medical data.</summary>
    public required MedicalStatement Medical { get; init; }

    /// <summary>Whether the sources cover the window.</summary>
    public required bool Complete { get; init; }

    /// <summary>Where they do not.</summary>
    public required IReadOnlyList<CoverageGap> Gaps { get; init; }

    /// <summary>Intruder accesses by hour, for the plot: hour start (UTC) and count of intruder and carer events of these accounts.</summary>
    public required IReadOnlyList<(DateTimeOffset Hour, int Intruder, int Carer, int Undecided)> Hours { get; init; }

    /// <summary>Findings on these accounts, the heaviest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}
