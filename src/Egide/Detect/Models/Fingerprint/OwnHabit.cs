using System.Runtime.InteropServices;

namespace Egide.Detect.Models.Fingerprint;

/// <summary>An account's own symbols and pairs, backed off to what all do by absolute discounting with a prior weight.</summary>
internal sealed class OwnHabit(FingerprintBackground others, FingerprintOptions options)
{
    private readonly Dictionary<int, (int Count, int AsContext, int Followers)> _symbols = [];
    private readonly Dictionary<long, int> _pairs = [];
    private int _total;

    /// <summary>P(symbol).</summary>
    public double Probability(int symbol)
    {
        _symbols.TryGetValue(symbol, out var own);
        return (Math.Max(0, own.Count - options.Discount) + (options.Discount * _symbols.Count + options.SymbolPrior) * others.Probability(symbol))
            / (_total + options.SymbolPrior);
    }

    /// <summary>P(symbol | the one before).</summary>
    public double Probability(int before, int symbol)
    {
        var back = Probability(symbol);
        _symbols.TryGetValue(before, out var context);
        if (context.AsContext == 0) return back;
        _pairs.TryGetValue(FingerprintBackground.Key(before, symbol), out var pair);
        return (Math.Max(0, pair - options.Discount) + (options.Discount * context.Followers + options.PairPrior) * back)
            / (context.AsContext + options.PairPrior);
    }

    /// <summary>Counts a block.</summary>
    public void Learn(ReadOnlySpan<int> block)
    {
        for (var t = 0; t < block.Length; t++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_symbols, block[t], out _).Count++;
            if (t == 0) continue;
            ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, FingerprintBackground.Key(block[t - 1], block[t]), out _);
            ref var context = ref CollectionsMarshal.GetValueRefOrAddDefault(_symbols, block[t - 1], out _);
            if (pair++ == 0) context.Followers++;
            context.AsContext++;
        }
        _total += block.Length;
    }
}
