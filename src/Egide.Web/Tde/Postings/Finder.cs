namespace Egide.Web.Tde.Postings;

/// <summary>
/// Finds the positions that have all of some values between two times, the newest first: walks the rarest value through all runs at
/// once and looks the others up. A run is opened when its newest posting may be next.
/// </summary>
/// <param name="runs">Where to look.</param>
/// <param name="terms">Keys, one of each array wanted.</param>
/// <param name="low">Earliest time.</param>
/// <param name="high">Latest time.</param>
/// <param name="most">Postings walked over before it gives up.</param>
internal sealed class Finder(IReadOnlyList<Run> runs, IReadOnlyList<ulong[]> terms, long low, long high, long most)
{
    private readonly PriorityQueue<Walk, (long Time, long Position)> _open = new();
    private readonly List<(ulong Key, Walk Walk)[]> _others = [];
    private Run? _probed;

    /// <summary>Postings walked over so far.</summary>
    public long Walked { get; private set; }

    /// <summary>Where it gave up, when it did: the search goes on after it.</summary>
    public (long Time, long Position)? GaveUp { get; private set; }

    /// <summary>Gives time and position of each, from after one on.</summary>
    /// <param name="after">Where to go on; null to begin.</param>
    public IEnumerable<(long Time, long Position)> Find((long Time, long Position)? after)
    {
        var driver = terms.MinBy(term => term.Sum(key => runs.Sum(run => run.Estimate(key, low, high))))!;
        var others = terms.Where(term => !ReferenceEquals(term, driver)).ToList();
        var begin = after ?? (high, long.MaxValue);
        var closed = new Stack<Run>(runs.OrderBy(run => run.Newest));
        (long Time, long Position)? last = null;
        while (true)
        {
            while (closed.TryPeek(out var run) && (_open.Count == 0 || run.Newest >= _open.Peek().Current.Time))
            {
                closed.Pop();
                foreach (var key in driver) Open(run, key, begin);
            }

            if (!_open.TryDequeue(out var walk, out _)) yield break;
            var found = walk.Current;
            Walked++;
            if (last != (found.Time, found.Position) && Have(walk.Run, others, found)) yield return (found.Time, found.Position);
            last = (found.Time, found.Position);
            if (walk.Next(found.Key)) Enqueue(walk);
            if (Walked < most || _open.Count == 0 && closed.Count == 0) continue;
            GaveUp = last;
            yield break;
        }
    }

    private void Open(Run run, ulong key, (long Time, long Position) begin)
    {
        var walk = new Walk(run);
        if (walk.MoveAfter(new Posting(key, begin.Time, begin.Position))) Enqueue(walk);
    }

    private void Enqueue(Walk walk)
    {
        if (walk.Current.Time >= low) _open.Enqueue(walk, (-walk.Current.Time, -walk.Current.Position));
    }

    private bool Have(Run run, List<ulong[]> others, Posting found)
    {
        if (!ReferenceEquals(run, _probed))
        {
            _probed = run;
            _others.Clear();
            foreach (var term in others) _others.Add([.. term.Select(key => (key, new Walk(run)))]);
        }

        return _others.TrueForAll(term => term.Any(key => key.Walk.Has(found with { Key = key.Key })));
    }
}
