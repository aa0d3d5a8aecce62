namespace Egide.Oracle;

/// <summary>Numbers that look random and are the same each run (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 to below <paramref name="below"/>.</summary>
    public int Below(int below)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int times) => Below(100) < times;

    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + Below(10))));
}
