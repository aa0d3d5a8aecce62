using System.Runtime.InteropServices;

namespace Egide.Detect.Models.Fingerprint;

/// <summary>
/// What accounts in general do: counts of symbols (functions opened) and of pairs of successive ones, the pairs backed off
/// to the single symbols by absolute discounting. It is the "somebody else" of <see cref="BehaviouralFingerprint"/>. With
/// few accounts give each its own background without itself; with hundreds one serves all. Not thread-safe.
/// </summary>
public sealed class FingerprintBackground(int symbols)
{
    private readonly int[] _counts = new int[symbols];
    private readonly int[] _contexts = new int[symbols];
    private readonly int[] _followers = new int[symbols];
    private readonly Dictionary<long, int> _pairs = [];
    private long _total;

    /// <summary>Size of the alphabet: symbols are 0 to this less one.</summary>
    public int Symbols => symbols;

    /// <summary>Learns a block or session of an account.</summary>
    public void Learn(ReadOnlySpan<int> block)
    {
        for (var t = 0; t < block.Length; t++)
        {
            _counts[block[t]]++;
            if (t == 0) continue;
            ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, Key(block[t - 1], block[t]), out _);
            if (pair++ == 0) _followers[block[t - 1]]++;
            _contexts[block[t - 1]]++;
        }
        _total += block.Length;
    }

    /// <summary>P(symbol), one added to each count.</summary>
    public double Probability(int symbol) => (_counts[symbol] + 1.0) / (_total + symbols);

    /// <summary>P(symbol | the one before), backed off to <see cref="Probability(int)"/>.</summary>
    public double Probability(int before, int symbol, double discount)
    {
        var back = Probability(symbol);
        var seen = _contexts[before];
        if (seen == 0) return back;
        _pairs.TryGetValue(Key(before, symbol), out var pair);
        return (Math.Max(0, pair - discount) + (discount * _followers[before] + 1) * back) / (seen + 1);
    }

    /// <summary>Key of a pair.</summary>
    internal static long Key(int before, int symbol) => (long)before << 32 | (uint)symbol;
}
