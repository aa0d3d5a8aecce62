namespace Egide.Detect.Models.Fingerprint;

/// <summary>
/// Is this block of actions in the holder's manner? An interpolated model of pairs of successive symbols (absolute
/// discounting) learnt from the account's own accepted blocks, backed off to its single symbols and then to what all do,
/// against <see cref="FingerprintBackground"/>. Three things make it better than naive Bayes on the SEA data: repeats in
/// one block are damped, blocks are learnt only when they fit, and suspicion is carried to the next block. Score, then
/// <see cref="Learn"/>. One an account; not thread-safe.
/// </summary>
public sealed class BehaviouralFingerprint
{
    // From the SEA users' blocks (bench, SeaEvaluation): others and holders are equally frequent near 1.7 deviations, each
    // deviation more is worth about 2 nats, and no more than 3.5 is borne out by the counts. Rank by Carried, not by this.
    private const double EvenDeviations = 1.7, PerDeviation = 2, LeastRatio = -2, MostRatio = 3.5;
    // Deviations are shrunk to this spread (nats) with the weight of 20 blocks, so that a very steady account is not
    // alarmed by trifles.
    private const double UsualSpread = 10, UsualWeight = 20;

    private readonly FingerprintBackground _others;
    private readonly FingerprintOptions _options;
    private readonly OwnHabit _own;
    private readonly Dictionary<long, int> _repeats = [];
    private double _carried;
    private double _sum, _squares;
    private int _calibrated, _learnt;

    /// <summary>Makes an empty fingerprint beside <paramref name="others"/>.</summary>
    public BehaviouralFingerprint(FingerprintBackground others, FingerprintOptions? options = null)
    {
        _others = others;
        _options = options ?? new FingerprintOptions();
        _own = new OwnHabit(others, _options);
    }

    /// <summary>Judges a block by the blocks learnt before it. Changes nothing.</summary>
    public FingerprintScore Score(ReadOnlySpan<int> block)
    {
        var raw = Ratio(block);
        var carried = raw + _options.Persistence * _carried;
        if (_learnt < _options.WarmUp || _calibrated < 2) return new FingerprintScore(raw, carried, 0, 0, true);
        var (mean, spread) = Calibration();
        var deviations = (carried - mean) / spread;
        var ratio = Math.Clamp(PerDeviation * (deviations - EvenDeviations), LeastRatio, MostRatio);
        return new FingerprintScore(raw, carried, deviations, ratio, (raw - mean) / spread < _options.Acceptance);
    }

    /// <summary>Learns the block if its score lets it, and carries its suspicion on. Call once after <see cref="Score"/>.</summary>
    public void Learn(ReadOnlySpan<int> block, in FingerprintScore score)
    {
        var judging = _learnt >= _options.WarmUp;
        _carried = judging ? Math.Clamp(score.Carried, 0, _options.MostCarried) : 0;
        if (!score.IsAccepted) return;
        _own.Learn(block);
        _learnt++;
        // The first blocks are strange to an empty model; they say nothing of the account's usual spread.
        if (_learnt <= Math.Min(10, _options.WarmUp / 2)) return;
        _sum += score.Raw;
        _squares += score.Raw * score.Raw;
        _calibrated++;
    }

    private (double Mean, double Spread) Calibration()
    {
        var mean = _sum / _calibrated;
        var variance = Math.Max(0, _squares / _calibrated - mean * mean);
        return (mean, Math.Sqrt((variance * _calibrated + UsualWeight * UsualSpread * UsualSpread) / (_calibrated + UsualWeight)));
    }

    private double Ratio(ReadOnlySpan<int> block)
    {
        _repeats.Clear();
        var ratio = 0.0;
        for (var t = 0; t < block.Length; t++)
        {
            var before = t == 0 ? -1 : block[t - 1];
            var key = FingerprintBackground.Key(before, block[t]);
            _repeats.TryGetValue(key, out var repeats);
            _repeats[key] = repeats + 1;
            var other = t == 0 ? _others.Probability(block[t]) : _others.Probability(before, block[t], _options.Discount);
            var own = t == 0 ? _own.Probability(block[t]) : _own.Probability(before, block[t]);
            ratio += Math.Pow(repeats + 1, -_options.Burstiness) * Math.Min(_options.MostPerSymbol, Math.Log(other / own));
        }
        return ratio;
    }
}
