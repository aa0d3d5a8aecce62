namespace Egide.Detect.Models.Freeman;

/// <summary>
/// One hierarchical feature of the plain formula (a full value and its coarser levels), with streaming counters.
/// </summary>
internal sealed class FreemanFeature(double[] weights)
{
    private readonly int[][] _counts = [.. weights.Select(_ => new int[256])];
    private readonly int[] _distinct = new int[weights.Length];
    private readonly CountTable _byUser = new(1 << 14);
    private readonly CountTable _below = new(1 << 12);
    private readonly CountTable _foreseenBelow = new(1 << 4);
    private int[] _distinctBelow = new int[256];
    private int[] _foreseenRows = [];
    private int[] _foreseenDistinctBelow = [];

    /// <summary>Counts a row of the whole log, for the peer's look into the future.</summary>
    public void Foresee(ReadOnlySpan<int> values)
    {
        At(ref _foreseenRows, values[0])++;
        AddBelow(values, _foreseenBelow, ref _foreseenDistinctBelow);
    }

    /// <summary>
    /// Global over local likelihood, G/L, for a user with <paramref name="own"/> of <paramref name="all"/> past logins.
    /// A feature the user never had takes L = G/4, so that the ratio is 4.
    /// </summary>
    public double Ratio(int user, ReadOnlySpan<int> values, int own, int all, bool foreseen)
    {
        double local = 0, global = 0;
        var unseen = 1;
        for (var level = 1; level < weights.Length; level++)
        {
            unseen += _distinct[level];
            global += weights[level] * Read(_counts[level], values[level]) / all;
        }
        for (var level = 0; level < weights.Length; level++)
        {
            local += weights[level] * _byUser[UserKey(user, level, values[level])] / own;
        }
        var count = Read(_counts[0], values[0]);
        var seen = count > 0 ? (double)count / all * (1 - (double)unseen / (all + unseen)) : 1.0 / (all + unseen);
        global += weights[0] * (foreseen ? Foreseen(values[0]) : SoFar(values)) * seen;
        return local == 0 ? 4 : global / local;
    }

    /// <summary>Counts a login, after its score.</summary>
    public void Learn(int user, ReadOnlySpan<int> values)
    {
        for (var level = 0; level < weights.Length; level++)
        {
            if (At(ref _counts[level], values[level])++ == 0) _distinct[level]++;
            _byUser.Add(UserKey(user, level, values[level]));
        }
        AddBelow(values, _below, ref _distinctBelow);
    }

    private double Foreseen(int value)
    {
        var rows = Read(_foreseenRows, value);
        return (double)rows / (rows + Read(_foreseenDistinctBelow, value) + 1);
    }

    /// <summary>The same term from what is known when the login is scored: the past and the login itself.</summary>
    private double SoFar(ReadOnlySpan<int> values)
    {
        var rows = Read(_counts[0], values[0]) + 1;
        var distinct = Read(_distinctBelow, values[0]);
        for (var level = 1; level < weights.Length; level++)
        {
            if (_below[BelowKey(values[0], level, values[level])] == 0) distinct++;
        }
        return (double)rows / (rows + distinct + 1);
    }

    private void AddBelow(ReadOnlySpan<int> values, CountTable table, ref int[] distinct)
    {
        for (var level = 1; level < weights.Length; level++)
        {
            if (table.Add(BelowKey(values[0], level, values[level])) == 0) At(ref distinct, values[0])++;
        }
    }

    private static ulong UserKey(int user, int level, int value) =>
        (ulong)(level + 1) << 60 | (ulong)(uint)user << 31 | (uint)value;

    private static ulong BelowKey(int full, int level, int value) => (ulong)level << 62 | (ulong)(uint)full << 31 | (uint)value;

    private static int Read(int[] counts, int value) => value < counts.Length ? counts[value] : 0;

    private static ref int At(ref int[] counts, int value)
    {
        if (value >= counts.Length) Array.Resize(ref counts, Math.Max(value + 1, counts.Length * 2));
        return ref counts[value];
    }
}
