namespace Egide.Detect.Models.Breadth;

/// <summary>
/// A number of successes among trials whose probability is Beta(a, b)-distributed (Gelman et al., Bayesian Data Analysis,
/// 3rd ed., appendix A).
/// </summary>
/// <param name="A">a &gt; 0.</param>
/// <param name="B">b &gt; 0.</param>
public readonly record struct BetaBinomial(double A, double B)
{
    /// <summary>Expected share, a/(a+b).</summary>
    public double Mean => A / (A + B);

    /// <summary>ln P(Y = successes) of <paramref name="trials"/>; −∞ outside 0..trials.</summary>
    public double LogProbability(int successes, int trials) =>
        successes < 0 || successes > trials ? double.NegativeInfinity
        : SpecialFunctions.LogGamma(trials + 1) - SpecialFunctions.LogGamma(successes + 1) - SpecialFunctions.LogGamma(trials - successes + 1)
            + SpecialFunctions.LogBeta(successes + A, trials - successes + B) - SpecialFunctions.LogBeta(A, B);

    /// <summary>P(Y ≥ successes).</summary>
    public double Tail(int successes, int trials)
    {
        if (successes <= 0) return 1;
        var sum = 0.0;
        for (var y = trials; y >= successes; y--) sum += Math.Exp(LogProbability(y, trials));
        return Math.Min(1, sum);
    }
}
