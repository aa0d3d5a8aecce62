namespace Egide.Benchmarks.Models;

/// <summary>Logistic regression with a ridge penalty, by gradient descent with Newton's diagonal; for a handful of weights.</summary>
internal static class LogisticFit
{
    /// <summary>Weights for the columns, the intercept last.</summary>
    public static double[] Fit(IReadOnlyList<(double[] X, bool Y)> rows, double ridge)
    {
        var n = rows[0].X.Length;
        var w = new double[n + 1];
        for (var step = 0; step < 300; step++)
        {
            var gradient = new double[n + 1];
            var curvature = new double[n + 1];
            foreach (var (x, y) in rows)
            {
                var p = 1 / (1 + Math.Exp(-Value(w, x)));
                for (var i = 0; i <= n; i++)
                {
                    var xi = i < n ? x[i] : 1;
                    gradient[i] += ((y ? 1 : 0) - p) * xi;
                    curvature[i] += p * (1 - p) * xi * xi;
                }
            }
            for (var i = 0; i <= n; i++)
            {
                var penalty = i < n ? ridge : 0;
                w[i] += 0.4 * (gradient[i] - penalty * w[i]) / (curvature[i] + penalty + 1e-9);
            }
        }
        return w;
    }

    /// <summary>The linear value of a row.</summary>
    public static double Value(double[] w, double[] x)
    {
        var sum = w[^1];
        for (var i = 0; i < x.Length; i++) sum += w[i] * x[i];
        return sum;
    }
}
