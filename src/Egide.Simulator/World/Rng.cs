namespace Egide.Simulator;

/// <summary>xoshiro256** (Blackman and Vigna), one stream per purpose so that a change in one place moves nothing elsewhere.</summary>
internal sealed class Rng
{
    private ulong _a, _b, _c, _d;

    public Rng(ulong seed, string purpose, long index = 0)
    {
        var h = 14695981039346656037UL;
        foreach (var ch in purpose)
            h = (h ^ ch) * 1099511628211UL;
        var x = Mix(seed) ^ Mix(h) ^ Mix((ulong)index * 0x9E3779B97F4A7C15UL + 7);
        _a = Step(ref x);
        _b = Step(ref x);
        _c = Step(ref x);
        _d = Step(ref x);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    public int Below(int n) => n <= 1 ? 0 : (int)Math.BigMul(Next(), (ulong)n, out _);

    public int Between(int low, int highInclusive) => low + Below(highInclusive - low + 1);

    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double p) => Unit() < p;

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    public double Exponential(double mean) => -Math.Log(1 - Unit()) * mean;

    public double Gauss() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Gauss());

    public int Poisson(double mean)
    {
        if (mean <= 0)
            return 0;
        if (mean > 40)
            return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * Gauss()));
        var limit = Math.Exp(-mean);
        var n = 0;
        for (var p = Unit(); p > limit; p *= Unit())
            n++;
        return n;
    }

    /// <summary>An index drawn with the given cumulative weights.</summary>
    public int Weighted(double[] cumulative)
    {
        var i = Array.BinarySearch(cumulative, Unit() * cumulative[^1]);
        return Math.Min(i < 0 ? ~i : i, cumulative.Length - 1);
    }

    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The finaliser of splitmix64: spreads close inputs far apart.</summary>
    public static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private static ulong Step(ref ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        return Mix(x);
    }
}
