namespace Egide.Journal;

/// <summary>Positions as runs: added in any order, asked once all are in.</summary>
internal sealed class RangeSet
{
    private readonly List<PositionRange> _runs = [];
    private bool _joined = true;

    /// <summary>Adds a run; nothing when it is empty.</summary>
    public void Add(long first, long last)
    {
        if (last < first) return;
        if (_runs.Count > 0 && _joined && first >= _runs[^1].First && first <= _runs[^1].Last + 1)
        {
            _runs[^1] = _runs[^1] with { Last = Math.Max(last, _runs[^1].Last) };
            return;
        }

        _joined &= _runs.Count == 0 || first > _runs[^1].Last;
        _runs.Add(new PositionRange(first, last));
    }

    /// <summary>The runs, joined and in order.</summary>
    public IReadOnlyList<PositionRange> Runs
    {
        get
        {
            if (_joined) return _runs;
            _runs.Sort((a, b) => a.First.CompareTo(b.First));
            var kept = 0;
            for (var i = 1; i < _runs.Count; i++)
            {
                if (_runs[i].First <= _runs[kept].Last + 1) _runs[kept] = _runs[kept] with { Last = Math.Max(_runs[kept].Last, _runs[i].Last) };
                else _runs[++kept] = _runs[i];
            }

            _runs.RemoveRange(kept + 1, _runs.Count - kept - 1);
            _joined = true;
            return _runs;
        }
    }

    /// <summary>How many positions are in it.</summary>
    public long Count => Runs.Sum(run => run.Count);

    /// <summary>The first position of another set that is not in this one; -1 when all are.</summary>
    public long FirstMissingOf(RangeSet other)
    {
        var (mine, at) = (Runs, 0);
        foreach (var run in other.Runs)
        {
            while (at < mine.Count && mine[at].Last < run.First) at++;
            if (at == mine.Count || mine[at].First > run.First) return run.First;
            if (mine[at].Last < run.Last) return mine[at].Last + 1;
        }

        return -1;
    }
}
