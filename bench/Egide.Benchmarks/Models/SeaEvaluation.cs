using System.Globalization;
using Egide.Detect.Models.Fingerprint;

namespace Egide.Benchmarks.Models;

/// <summary>The behavioural fingerprint on the SEA masquerade data, with intervals by resampling users.</summary>
public static class SeaEvaluation
{
    private const int Resamples = 1000;

    /// <summary>Prints the table.</summary>
    /// <param name="sharedDir">The folder that holds <c>data/schonlau-sea</c>.</param>
    /// <param name="output">Where the table goes.</param>
    public static void Run(string sharedDir, TextWriter output)
    {
        var data = SeaData.Read(sharedDir);
        var defaults = new FingerprintOptions();
        output.WriteLine("SEA masquerade, 25 users, 2,500 blocks, 92 of another (17 incidents); 95 % intervals by resampling users");
        output.WriteLine($"{"model",-34} | {"AUC",-20} | {"recall @1 %",-18} | {"recall @1.3 %",-18} | {"recall @5 %",-18} | {"incidents @1 %",-18} | blocks to alert");
        Print(output, "naive Bayes, self-update", data.NaiveBayes(), data);
        Print(output, "fingerprint, this block alone", data.Score(defaults, s => s.Raw), data);
        Print(output, "fingerprint, carried (default)", data.Score(defaults, s => s.Carried), data);
        Print(output, "fingerprint, as log ratio", data.Score(defaults, s => s.LogRatio), data);
        Print(output, "settings chosen without the user", LeaveUserOut(data), data);
        Calibration(output, data);
    }

    /// <summary>Each user is scored by the settings that are best on the other 24 (recall at FPR 1.3 %, ties by AUC).</summary>
    private static double[][] LeaveUserOut(SeaData data)
    {
        var grid = (from acceptance in (double[])[1, 1.25, 1.5, 1.75, 2]
                    from burstiness in (double[])[0, 0.25, 0.5, 0.75]
                    from persistence in (double[])[0, 0.3, 0.5, 0.7]
                    select new FingerprintOptions { Acceptance = acceptance, Burstiness = burstiness, Persistence = persistence }).ToArray();
        var scores = grid.Select(options => data.Score(options, s => s.Carried)).ToArray();
        var users = Enumerable.Range(0, data.Masquerade.Count).ToArray();
        return [.. users.Select(held =>
        {
            int[] rest = [.. users.Where(u => u != held)];
            var best = scores.MaxBy(s =>
            {
                var figures = BlockFigures.Of(s, data.Masquerade, rest);
                return figures.RecallAt13 + figures.Auc / 1000;
            })!;
            // Thresholds differ between settings: each is put on the scale of its own threshold on the other users.
            var threshold = BlockFigures.Of(best, data.Masquerade, rest).Threshold13;
            return best[held].Select(x => x / threshold).ToArray();
        })];
    }

    private static void Print(TextWriter output, string name, double[][] scores, SeaData data)
    {
        int[] users = [.. Enumerable.Range(0, scores.Length)];
        var point = BlockFigures.Of(scores, data.Masquerade, users);
        var generator = new Random(20250301);
        var drawn = new List<BlockFigures>();
        while (drawn.Count < Resamples)
        {
            var sample = users.Select(_ => generator.Next(users.Length)).ToArray();
            if (sample.Any(u => data.Masquerade[u].Any(m => m))) drawn.Add(BlockFigures.Of(scores, data.Masquerade, sample));
        }
        string Figure(Func<BlockFigures, double> of)
        {
            var sorted = drawn.Select(of).Order().ToArray();
            return string.Create(CultureInfo.InvariantCulture, $"{of(point):F3} [{sorted[25]:F2}, {sorted[974]:F2}]");
        }
        output.WriteLine($"{name,-34} | {Figure(f => f.Auc),-20} | {Figure(f => f.RecallAt1),-18} | {Figure(f => f.RecallAt13),-18} | {Figure(f => f.RecallAt5),-18} | {Figure(f => f.Incidents),-18} | {point.BlocksToAlert.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>How often each range of deviations comes from another, as a log ratio: what LogRatio should say.</summary>
    private static void Calibration(TextWriter output, SeaData data)
    {
        var deviations = data.Score(new FingerprintOptions(), s => s.Deviations);
        var ratios = data.Score(new FingerprintOptions(), s => s.LogRatio);
        var all = (from u in Enumerable.Range(0, deviations.Length)
                   from b in Enumerable.Range(0, 100)
                   select (Deviation: deviations[u][b], Ratio: ratios[u][b], Masquerade: data.Masquerade[u][b])).ToList();
        double others = all.Count(x => x.Masquerade), own = all.Count - others;
        output.WriteLine("deviations from | blocks of others | of the holder | measured log ratio | mean log ratio stated");
        double[] edges = [double.NegativeInfinity, 0, 1, 2, 3, 4, 6, 9, double.PositiveInfinity];
        for (var i = 0; i + 1 < edges.Length; i++)
        {
            var bin = all.Where(x => x.Deviation >= edges[i] && x.Deviation < edges[i + 1]).ToList();
            var hits = bin.Count(x => x.Masquerade);
            var measured = Math.Log((hits + 0.5) / (others + 1)) - Math.Log((bin.Count - hits + 0.5) / (own + 1));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{edges[i],15:F0} | {hits,16} | {bin.Count - hits,13} | {measured,18:F2} | {(bin.Count == 0 ? 0 : bin.Average(x => x.Ratio)),10:F2}"));
        }
    }
}
