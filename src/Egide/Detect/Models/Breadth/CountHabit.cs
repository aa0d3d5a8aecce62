using System.Runtime.InteropServices;

namespace Egide.Detect.Models.Breadth;

/// <summary>
/// How many distinct patients an account sees in a period (an hour, a shift, a day: one habit each): a hierarchical
/// gamma-Poisson with over-dispersion, all &gt; role &gt; account, fading with a half-life. Posterior mean of an account's
/// rate = (k·role rate + Σy) / (k + Σexposure), the role's likewise from all. The predictive law is negative binomial
/// with 1/size = 1/dispersion + 1/shape of the posterior (moments). Score first, then learn. Not thread-safe.
/// </summary>
public sealed class CountHabit
{
    private const double RolePrior = 10;     // periods of all that a role starts with
    private const double AccountPrior = 5;   // periods of its role that an account starts with
    private const double LeastEvidence = -3; // a quiet period hardly clears anybody
    private readonly double _firstMean;
    private readonly double _halfLife;
    private readonly double _intruderFactor;
    private readonly double _intruderExtra;
    private readonly double _sweeps;
    private readonly Dictionary<int, FadingSum> _roles = [];
    private readonly Dictionary<int, FadingSum> _accounts = [];
    private readonly Dictionary<int, FadingSum> _spread = [];
    private FadingSum _all;

    /// <summary>Makes a habit.</summary>
    /// <param name="firstMean">Distinct patients a period expected before anything is learnt.</param>
    /// <param name="intruderExtra">Patients that an intruder reads a period, at least, beside the holder's own.</param>
    /// <param name="intruderFactor">Times the holder's rate that an intruder reads, at least.</param>
    /// <param name="halfLifeDays">Half-life of what is learnt.</param>
    /// <param name="sweeps">
    /// Share of the periods in which the holder goes through a list (a vaccination campaign, a hunt for duplicates), which no
    /// habit of hers foretells. Above 0 an intruder's count spreads over four scales too: some take fifty, some ten thousand.
    /// </param>
    public CountHabit(double firstMean, double intruderExtra = 10, double intruderFactor = 3, double halfLifeDays = 45, double sweeps = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sweeps);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sweeps, 1);
        _sweeps = sweeps;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(firstMean);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(intruderExtra);
        (_firstMean, _intruderExtra, _intruderFactor, _halfLife) = (firstMean, intruderExtra, intruderFactor, halfLifeDays);
        _all = new FadingSum(halfLifeDays);
    }

    /// <summary>The law of the account's next count.</summary>
    /// <param name="account">The account.</param>
    /// <param name="role">Its role.</param>
    /// <param name="day">When, in days since any fixed origin.</param>
    /// <param name="exposure">Length of the period, 1 for a whole one; also the place for a known census.</param>
    public NegativeBinomial Predict(int account, int role, double day, double exposure = 1)
    {
        var (allCount, allExposure) = _all.Read(day);
        var mean = (_firstMean + allCount) / (1 + allExposure);
        var (roleCount, roleExposure) = Read(_roles, role, day);
        mean = (RolePrior * mean + roleCount) / (RolePrior + roleExposure);
        var (count, seen) = Read(_accounts, account, day);
        var shape = AccountPrior * mean + count;
        mean = shape / (AccountPrior + seen);
        var size = 1 / (1 / Dispersion(role, day) + 1 / shape);
        return new NegativeBinomial(mean * exposure, size);
    }

    /// <summary>Judges a finished period's (or a running one's) count. Changes nothing.</summary>
    public BreadthScore Score(int account, int role, double day, int count, double exposure = 1)
    {
        var (ratio, expected) = Ratio(account, role, day, count, exposure);
        return new BreadthScore(ratio, Predict(account, role, day, exposure).Tail(count), expected);
    }

    /// <summary>The score's log-ratio and expected count, without the tail's sum.</summary>
    public (double LogRatio, double Expected) Ratio(int account, int role, double day, int count, double exposure = 1)
    {
        var holder = Predict(account, role, day, exposure);
        var heavier = holder.Mean + Math.Max(_intruderFactor * holder.Mean, _intruderExtra * exposure);
        var ratio = _sweeps > 0 ? Spread(heavier, count) - Swept(holder, count)
            : new NegativeBinomial(heavier, Math.Min(1, holder.Size)).LogProbability(count) - holder.LogProbability(count);
        return (Math.Max(LeastEvidence, ratio), holder.Mean);
    }

    // The habit, or now and then a list gone through: four in five as long as an intruder's least, one five times that.
    private double Swept(NegativeBinomial habit, int count) => SpecialFunctions.LogAdd(
        Math.Log(1 - _sweeps) + habit.LogProbability(count),
        Math.Log(_sweeps) + SpecialFunctions.LogAdd(Math.Log(0.8) + Geometric(_intruderExtra, count), Math.Log(0.2) + Geometric(5 * _intruderExtra, count)));

    private static double Spread(double least, int count)
    {
        Span<double> scales = [Geometric(least, count), Geometric(4 * least, count), Geometric(16 * least, count), Geometric(64 * least, count)];
        return SpecialFunctions.LogSum(scales) - Math.Log(scales.Length);
    }

    private static double Geometric(double mean, int count) => count * Math.Log(mean / (1 + mean)) - Math.Log(1 + mean);

    /// <summary>Learns a finished period, after its score; <paramref name="weight"/> below 1 for a doubtful one.</summary>
    public void Learn(int account, int role, double day, int count, double exposure = 1, double weight = 1)
    {
        if (!(weight > 0)) return;
        var expected = Predict(account, role, day, exposure).Mean;
        var residual = count - expected;
        Add(_spread, role, day, weight * (residual * residual - expected), weight * expected * expected);
        _all.Add(day, weight * count, weight * exposure);
        Add(_roles, role, day, weight * count, weight * exposure);
        Add(_accounts, account, day, weight * count, weight * exposure);
    }

    /// <summary>Moment estimate of the size, shrunk to 2 while little is known and kept in [0.3, 50].</summary>
    private double Dispersion(int role, double day)
    {
        var (excess, square) = Read(_spread, role, day);
        var inverse = (0.5 * 20 * _firstMean * _firstMean + excess) / (20 * _firstMean * _firstMean + square);
        return 1 / Math.Clamp(inverse, 0.02, 3.3);
    }

    private static (double, double) Read(Dictionary<int, FadingSum> sums, int key, double day) =>
        sums.TryGetValue(key, out var sum) ? sum.Read(day) : default;

    private void Add(Dictionary<int, FadingSum> sums, int key, double day, double first, double second)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out var exists);
        if (!exists) sum = new FadingSum(_halfLife);
        sum.Add(day, first, second);
    }
}
