namespace Egide.Benchmarks.Models;

/// <summary>Figures of block scores against labels, over chosen users (one chosen twice counts twice).</summary>
/// <param name="Auc">Area under the block curve, ties halved.</param>
/// <param name="RecallAt1">Share of others' blocks above the threshold that 1 % of the holders' exceed.</param>
/// <param name="RecallAt13">The same at 1.3 %.</param>
/// <param name="RecallAt5">The same at 5 %.</param>
/// <param name="Incidents">Share of runs of others' blocks with one above the 1 % threshold.</param>
/// <param name="BlocksToAlert">Median place, from 1, of the first block found in the incidents found.</param>
/// <param name="Threshold13">The 1.3 % threshold.</param>
internal readonly record struct BlockFigures(
    double Auc, double RecallAt1, double RecallAt13, double RecallAt5, double Incidents, double BlocksToAlert, double Threshold13)
{
    /// <summary>Computes the figures.</summary>
    public static BlockFigures Of(double[][] scores, List<bool[]> labels, int[] users)
    {
        List<double> others = [], own = [];
        foreach (var u in users)
        {
            for (var b = 0; b < scores[u].Length; b++) (labels[u][b] ? others : own).Add(scores[u][b]);
        }
        own.Sort();
        double Threshold(double rate) => own[own.Count - 1 - (int)Math.Floor(rate * own.Count)];
        double Recall(double rate) => others.Count(x => x > Threshold(rate)) / (double)others.Count;
        var (found, all, delays) = IncidentsOf(scores, labels, users, Threshold(0.01));
        return new BlockFigures(AucOf(others, own), Recall(0.01), Recall(0.013), Recall(0.05), (double)found / all,
            delays.Count == 0 ? double.NaN : delays.Order().ElementAt(delays.Count / 2), Threshold(0.013));
    }

    /// <summary>P(positive &gt; negative) + ½ P(equal), the negatives sorted upwards.</summary>
    public static double AucOf(List<double> positives, List<double> sortedNegatives)
    {
        var wins = 0.0;
        foreach (var p in positives)
        {
            int low = Bound(sortedNegatives, p, inclusive: false), high = Bound(sortedNegatives, p, inclusive: true);
            wins += low + (high - low) / 2.0;
        }
        return wins / positives.Count / sortedNegatives.Count;
    }

    private static int Bound(List<double> sorted, double value, bool inclusive)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || inclusive && sorted[middle] == value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static (int Found, int All, List<int> Delays) IncidentsOf(double[][] scores, List<bool[]> labels, int[] users, double threshold)
    {
        int found = 0, all = 0;
        List<int> delays = [];
        foreach (var u in users)
        {
            for (var b = 0; b < labels[u].Length; b++)
            {
                if (!labels[u][b] || b > 0 && labels[u][b - 1]) continue;
                all++;
                for (var e = b; e < labels[u].Length && labels[u][e]; e++)
                {
                    if (scores[u][e] <= threshold) continue;
                    found++;
                    delays.Add(e - b + 1);
                    break;
                }
            }
        }
        return (found, all, delays);
    }
}
