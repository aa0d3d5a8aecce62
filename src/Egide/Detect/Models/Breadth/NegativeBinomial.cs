namespace Egide.Detect.Models.Breadth;

/// <summary>
/// A count whose Poisson rate is Gamma-distributed, by mean μ and size s: variance μ + μ²/s (Gelman et al., Bayesian Data
/// Analysis, 3rd ed., section 2.6).
/// </summary>
/// <param name="Mean">μ &gt; 0.</param>
/// <param name="Size">s &gt; 0; the larger, the nearer to a Poisson law.</param>
public readonly record struct NegativeBinomial(double Mean, double Size)
{
    /// <summary>ln P(Y = count).</summary>
    public double LogProbability(int count) =>
        count < 0 ? double.NegativeInfinity
        : SpecialFunctions.LogGamma(count + Size) - SpecialFunctions.LogGamma(Size) - SpecialFunctions.LogGamma(count + 1)
            + Size * Math.Log(Size / (Size + Mean)) + count * Math.Log(Mean / (Size + Mean));

    /// <summary>
    /// P(Y ≥ count), by summing whichever side is shorter: exact to rounding in the body, relatively exact in the upper
    /// tail.
    /// </summary>
    public double Tail(int count)
    {
        if (count <= 0) return 1;
        if (count <= Mean)
        {
            var below = 0.0;
            var term = Math.Exp(LogProbability(0));
            for (var y = 0; y < count; y++)
            {
                below += term;
                term *= (y + Size) / (y + 1) * (Mean / (Size + Mean));
            }
            return Math.Clamp(1 - below, 0, 1);
        }
        var above = 0.0;
        var next = Math.Exp(LogProbability(count));
        for (var y = count; next > above * 1e-17 && y < count + 1_000_000; y++)
        {
            above += next;
            next *= (y + Size) / (y + 1) * (Mean / (Size + Mean));
        }
        return Math.Min(1, above);
    }
}
