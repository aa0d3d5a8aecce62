namespace Egide.Detect.Models;

/// <summary>The few special functions the models need, in natural logarithms. Accuracy is stated a function.</summary>
public static class SpecialFunctions
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>
    /// ln Γ(x) for x &gt; 0: the recurrence Γ(x+1) = xΓ(x) up to 15, then Stirling's series (DLMF 5.11.1) with seven
    /// terms; absolute error below 1e-13 near 1 and relative error below 1e-14 elsewhere. NaN for x ≤ 0.
    /// </summary>
    public static double LogGamma(double x)
    {
        if (!(x > 0)) return double.NaN;
        var product = 1.0;
        while (x < 15)
        {
            product *= x;
            x += 1;
        }
        var r = 1 / x;
        var r2 = r * r;
        var series = r * (1.0 / 12 - r2 * (1.0 / 360 - r2 * (1.0 / 1260 - r2 * (1.0 / 1680
            - r2 * (1.0 / 1188 - r2 * (691.0 / 360360 - r2 / 156))))));
        return (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + series - Math.Log(product);
    }

    /// <summary>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b), a and b &gt; 0 (DLMF 5.12.1).</summary>
    public static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>ln(eᵃ + eᵇ) without overflow; −∞ is the logarithm of nothing.</summary>
    public static double LogAdd(double a, double b)
    {
        var high = Math.Max(a, b);
        if (double.IsNegativeInfinity(high)) return high;
        return high + LogOnePlus(Math.Exp(Math.Min(a, b) - high));
    }

    /// <summary>ln Σ exp(xᵢ); −∞ for none.</summary>
    public static double LogSum(ReadOnlySpan<double> logs)
    {
        var high = double.NegativeInfinity;
        foreach (var x in logs) high = Math.Max(high, x);
        if (double.IsInfinity(high)) return high;
        var sum = 0.0;
        foreach (var x in logs) sum += Math.Exp(x - high);
        return high + Math.Log(sum);
    }

    /// <summary>ln(1+x), exact near 0 (Kahan's correction; see Higham 2002, section 1.14.1).</summary>
    public static double LogOnePlus(double x)
    {
        var u = 1 + x;
        if (u == 1) return x;
        return double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>The logistic function 1/(1+e⁻ˣ): from log-odds to a probability.</summary>
    public static double Logistic(double logOdds)
    {
        if (logOdds >= 0) return 1 / (1 + Math.Exp(-logOdds));
        var e = Math.Exp(logOdds);
        return e / (1 + e);
    }
}
