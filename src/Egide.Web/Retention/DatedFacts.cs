using Egide.Journal;

namespace Egide.Web.Retention;

/// <summary>Facts that have a time of their own, and of which time they are. Thread-safe.</summary>
internal sealed class DatedFacts
{
    private readonly List<(long Position, DateTimeOffset From, DateTimeOffset To)> _all = [];
    private readonly Lock _guard = new();

    public void Add(long position, DateTimeOffset from, DateTimeOffset to)
    {
        lock (_guard) _all.Add((position, from, to));
    }

    /// <summary>Forgets those of some runs: they were deleted.</summary>
    public void Remove(IReadOnlyList<PositionRange> runs)
    {
        lock (_guard) _all.RemoveAll(fact => runs.Any(run => run.Holds(fact.Position)));
    }

    /// <summary>Those of a run that are wholly of before an instant.</summary>
    public List<(long Position, DateTimeOffset From, DateTimeOffset To)> Before(PositionRange run, DateTimeOffset limit)
    {
        lock (_guard) return [.. _all.Where(fact => run.Holds(fact.Position) && fact.To < limit).OrderBy(fact => fact.Position)];
    }
}
