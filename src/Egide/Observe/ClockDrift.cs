namespace Egide.Observe;

/// <summary>
/// How far the sources' clocks stand apart, from records of one exchange that share a request id. A request id is
/// sampled by its hash, so that both sides of an exchange keep the same ones however far apart their files are read;
/// memory is bounded. The clock most sources agree with is the reference.
/// </summary>
public sealed class ClockDrift
{
    private const int MostSamples = 1 << 16;
    private const int FewestPairs = 3;
    private readonly Dictionary<ulong, List<(int Source, long Time)>> _samples = [];
    private ulong _threshold = ulong.MaxValue;

    /// <summary>Takes a record's request id (its hash), source index and time.</summary>
    public void Add(ulong request, int source, long time)
    {
        if (request > _threshold) return;
        if (!_samples.TryGetValue(request, out var seen)) _samples[request] = seen = [];
        if (seen.Count < 8) seen.Add((source, time));
        if (_samples.Count <= MostSamples) return;
        _threshold /= 2;
        foreach (var key in _samples.Keys.Where(key => key > _threshold).ToArray()) _samples.Remove(key);
    }

    /// <summary>
    /// What to add to each source's instants, microseconds; sources that share no exchange with another are absent.
    /// Gaps under two seconds are latency, not drift.
    /// </summary>
    public IReadOnlyDictionary<int, ClockOffset> Estimate()
    {
        var pairs = new Dictionary<(int A, int B), List<long>>();
        foreach (var seen in _samples.Values)
        {
            foreach (var (source, time) in seen)
            {
                foreach (var (other, otherTime) in seen)
                {
                    if (source >= other) continue;
                    if (!pairs.TryGetValue((source, other), out var gaps)) pairs[(source, other)] = gaps = [];
                    gaps.Add(otherTime - time);
                }
            }
        }

        var links = pairs.Where(p => p.Value.Count >= FewestPairs).Select(p => (p.Key.A, p.Key.B, Gap: Median(p.Value), p.Value.Count)).ToList();
        var result = new Dictionary<int, ClockOffset>();
        foreach (var start in links.SelectMany(l => new[] { l.A, l.B }).Distinct().Order())
        {
            if (result.ContainsKey(start)) continue;
            var relative = Walk(start, links);
            var reference = Median([.. relative.Values.Select(x => x.Gap)]);
            foreach (var (source, (gap, count)) in relative)
            {
                var offset = reference - gap;
                result[source] = new ClockOffset(Math.Abs(offset) < 2 * Instant.Second ? 0 : offset, count);
            }
        }

        return result;
    }

    private static Dictionary<int, (long Gap, int Pairs)> Walk(int start, List<(int A, int B, long Gap, int Count)> links)
    {
        var relative = new Dictionary<int, (long Gap, int Pairs)> { [start] = (0, links.Where(l => l.A == start || l.B == start).Max(l => l.Count)) };
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var at))
        {
            foreach (var link in links.Where(l => l.A == at || l.B == at).OrderByDescending(l => l.Count))
            {
                var other = link.A == at ? link.B : link.A;
                if (relative.ContainsKey(other)) continue;
                relative[other] = (relative[at].Gap + (link.A == at ? link.Gap : -link.Gap), link.Count);
                queue.Enqueue(other);
            }
        }

        return relative;
    }

    private static long Median(List<long> values)
    {
        values.Sort();
        return values[(values.Count - 1) / 2];
    }
}
