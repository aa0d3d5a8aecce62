using Egide.Scope;

namespace Egide.Report;

/// <summary>What is known of one source of the trail.</summary>
public sealed record SourceDossier
{
    /// <summary>The audit source, or the file when records name none.</summary>
    public required string Name { get; init; }

    /// <summary>What its records are written in.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Records read as events.</summary>
    public required long Events { get; init; }

    /// <summary>First and last instants, UTC, clock corrected; null when it has no event.</summary>
    public required (DateTimeOffset First, DateTimeOffset Last)? Span { get; init; }

    /// <summary>Records not understood, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Quarantined { get; init; }

    /// <summary>Exact duplicates, counted once.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Events by imputability grade, A to E.</summary>
    public required IReadOnlyDictionary<string, long> Grades { get; init; }

    /// <summary>What its events lack, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Missing { get; init; }

    /// <summary>Imputability, 0–1: the mean of A = 1, B = 0.75, C = 0.5, D = 0.25, E = 0.</summary>
    public required double Score { get; init; }

    /// <summary>Stretches without the events its habit makes expected.</summary>
    public required IReadOnlyList<CoverageGap> Silences { get; init; }

    /// <summary>Seconds its clock was corrected by (0: agrees or is not measured) and the exchanges it was measured on.</summary>
    public required (double Seconds, int Pairs) Drift { get; init; }

    /// <summary>Median seconds from occurrence to declaration; null when not both are given.</summary>
    public required double? DeclarationDelay { get; init; }

    /// <summary>Set for a file that is plainly no trail (a manual, a picture): it hides nothing.</summary>
    public bool Document { get; init; }

    /// <summary>What a reader must know of its files: one cut short, one that could not be opened.</summary>
    public IReadOnlyList<Text> Remarks { get; init; } = [];

    /// <summary>Events whose date cannot be (kept, but put to no session), and the least journal position of one; -1 when there is none.</summary>
    public (long Events, long Position) OutOfTime { get; init; } = (0, -1);

    /// <summary>Events without a readable date (they take that of the record before them), and the least journal position of one.</summary>
    public (long Events, long Position) Undated { get; init; } = (0, -1);
}
