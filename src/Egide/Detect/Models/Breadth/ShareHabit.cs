using System.Runtime.InteropServices;

namespace Egide.Detect.Models.Breadth;

/// <summary>
/// Which share of an account's patients is new to it, or explained by no care relationship: a hierarchical
/// beta-binomial, all &gt; role &gt; account, fading with a half-life, against an intruder most of whose patients are.
/// Score first, then learn. Not thread-safe.
/// </summary>
public sealed class ShareHabit
{
    private const double RolePrior = 20;
    private const double AccountPrior = 8;
    private const double LeastEvidence = -5;
    // A beta-binomial sharpens with every trial; days differ more than that, so no more than this is believed.
    private const double MostTrials = 60;
    // An intruder meets a patient of the holder's by chance only.
    private static readonly BetaBinomial Intruder = new(8, 0.6);

    private readonly double _firstShare;
    private readonly double _halfLife;
    private readonly Dictionary<int, FadingSum> _roles = [];
    private readonly Dictionary<int, FadingSum> _accounts = [];
    private FadingSum _all;

    /// <summary>Makes a habit that expects <paramref name="firstShare"/> (strictly between 0 and 1) before anything is learnt.</summary>
    public ShareHabit(double firstShare, double halfLifeDays = 45)
    {
        if (!(firstShare > 0 && firstShare < 1)) throw new ArgumentOutOfRangeException(nameof(firstShare), firstShare, "A share must lie strictly between 0 and 1.");
        (_firstShare, _halfLife) = (firstShare, halfLifeDays);
        _all = new FadingSum(halfLifeDays);
    }

    /// <summary>The law of the account's next share.</summary>
    public BetaBinomial Predict(int account, int role, double day)
    {
        var share = Shrink(_firstShare, 10, _all.Read(day));
        share = Shrink(share, RolePrior, Read(_roles, role, day));
        var (hits, trials) = Read(_accounts, account, day);
        share = Shrink(share, AccountPrior, (hits, trials));
        var strength = Math.Min(MostTrials, AccountPrior + trials);
        return new BetaBinomial(share * strength, (1 - share) * strength);
    }

    /// <summary>Judges <paramref name="hits"/> of <paramref name="trials"/> patients. Changes nothing.</summary>
    public BreadthScore Score(int account, int role, double day, int hits, int trials)
    {
        var holder = Predict(account, role, day);
        var ratio = Intruder.LogProbability(hits, trials) - holder.LogProbability(hits, trials);
        return new BreadthScore(Math.Max(LeastEvidence, ratio), holder.Tail(hits, trials), holder.Mean * trials);
    }

    /// <summary>
    /// Learns a finished period, after its score; <paramref name="weight"/> below 1 for a doubtful one, and
    /// <paramref name="own"/> for how much of it becomes the account's own habit rather than its role's.
    /// </summary>
    public void Learn(int account, int role, double day, int hits, int trials, double weight = 1, double own = 1)
    {
        if (!(weight > 0) || trials == 0) return;
        _all.Add(day, weight * hits, weight * trials);
        Add(_roles, role, day, weight * hits, weight * trials);
        Add(_accounts, account, day, weight * own * hits, weight * own * trials);
    }

    private static double Shrink(double prior, double strength, (double Hits, double Trials) seen) =>
        (prior * strength + seen.Hits) / (strength + seen.Trials);

    private static (double, double) Read(Dictionary<int, FadingSum> sums, int key, double day) =>
        sums.TryGetValue(key, out var sum) ? sum.Read(day) : default;

    private void Add(Dictionary<int, FadingSum> sums, int key, double day, double first, double second)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out var exists);
        if (!exists) sum = new FadingSum(_halfLife);
        sum.Add(day, first, second);
    }
}
