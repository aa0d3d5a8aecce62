namespace Egide.Web.Tde.Postings;

/// <summary>A run in memory: what came last.</summary>
internal sealed class MemoryRun : Run
{
    private readonly Posting[] _sorted;

    /// <param name="sorted">At least one, sorted.</param>
    public MemoryRun(Posting[] sorted) : base([sorted[0]], sorted.Length, sorted.Max(posting => posting.Time)) => _sorted = sorted;

    protected override int BlockSize => _sorted.Length;

    public override Posting[] Block(int number) => _sorted;

    /// <summary>Two runs as one.</summary>
    public static MemoryRun Merge(MemoryRun a, MemoryRun b)
    {
        var (x, y) = (a._sorted, b._sorted);
        var merged = new Posting[x.Length + y.Length];
        for (int i = 0, j = 0, to = 0; to < merged.Length; to++)
            merged[to] = j == y.Length || (i < x.Length && x[i].CompareTo(y[j]) < 0) ? x[i++] : y[j++];
        return new MemoryRun(merged);
    }

    protected override long EstimateWithin(ulong key, long low, long high, int block) =>
        After(_sorted, new Posting(key, low, -1)) - After(_sorted, new Posting(key, high, long.MaxValue));
}
