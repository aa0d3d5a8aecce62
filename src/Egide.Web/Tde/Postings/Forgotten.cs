using Egide.Journal;

namespace Egide.Web.Tde.Postings;

/// <summary>Positions whose records were deleted: no posting may point at them, since it holds when and a hash of who.</summary>
internal sealed class Forgotten
{
    private readonly PositionRange[] _ranges;
    private readonly long[] _reach;

    public Forgotten(IEnumerable<PositionRange> ranges)
    {
        _ranges = [.. ranges.OrderBy(range => range.First)];
        _reach = new long[_ranges.Length];
        for (var i = 0; i < _ranges.Length; i++) _reach[i] = Math.Max(i > 0 ? _reach[i - 1] : -1, _ranges[i].Last);
    }

    /// <summary>Whether one of some positions in a row may be among them.</summary>
    public bool Meets(PositionRange positions) => Array.Exists(_ranges, positions.Meets);

    /// <summary>Whether a position is one of them.</summary>
    public bool Holds(long position)
    {
        var (low, high) = (0, _ranges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= position) low = middle + 1;
            else high = middle;
        }

        // The ranges that begin at or before it: the one among them that reaches furthest may hold it.
        return low > 0 && _reach[low - 1] >= position;
    }

    /// <summary>A run's postings without those of them; null when it has none of those.</summary>
    public Posting[]? Without(Run run)
    {
        var kept = new List<Posting>(run.Count);
        for (var number = 0; number < run.Blocks; number++)
            foreach (var posting in run.Block(number))
                if (!Holds(posting.Position)) kept.Add(posting);
        return kept.Count == run.Count ? null : [.. kept];
    }
}
