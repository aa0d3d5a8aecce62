using System.Globalization;
using Egide.Detect.Models.CareRelation;

namespace Egide.Benchmarks.Models;

/// <summary>
/// Real carer-patient pairs of the MIMIC-III demo against as many random ones of the same carers: does the affinity model
/// tell them apart, each pair's own events left out? Intervals by resampling carers, weights by cross-validation over
/// carers, mean over several draws of the random pairs.
/// </summary>
public static class MimicEvaluation
{
    private const int Draws = 5, Folds = 10, Resamples = 1000;
    private const double Ridge = 3;
    private static readonly int[] Everything = [0, 1, 2, 3, 4, 5];

    private sealed record Pair(int Carer, int Known, double[] X, bool Real, double Default)
    {
        public double Score { get; set; }
    }

    /// <summary>Prints the table.</summary>
    /// <param name="sharedDir">The folder that holds <c>data/mimic3-demo-caregiver-access</c>.</param>
    /// <param name="output">Where the table goes.</param>
    public static void Run(string sharedDir, TextWriter output)
    {
        var data = MimicData.Read(sharedDir);
        var model = new AffinityModel();
        foreach (var (carer, role, patient) in data.Pairs) model.Learn(carer, role, patient, data.TokensDuring(carer, patient));
        var draws = Enumerable.Range(0, Draws).Select(seed => Draw(data, model, seed)).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"MIMIC-III demo: {data.Pairs.Count} real pairs against as many random ones, AUC (mean of {Draws} draws) with 95 % interval by resampling carers"));
        output.WriteLine($"{"model",-48} | {"all carers",-20} | carers with another patient");
        foreach (var family in Enum.GetValues<CareFamily>()) Print(output, $"{family} alone, no weight", draws, p => p.X[(int)family]);
        Print(output, "affinity, weights shipped", draws, p => p.Default);
        Fitted(output, "fitted: unit, ward, service, team", draws, [0, 1, 2, 4]);
        Fitted(output, "fitted: all but demand", draws, [0, 1, 2, 3, 4]);
        Fitted(output, "fitted: all but system", draws, [0, 1, 2, 4, 5]);
        Fitted(output, "fitted: all", draws, Everything);
        var weights = LogisticFit.Fit([.. draws.SelectMany(d => d).Select(p => (p.X, p.Real))], Ridge);
        output.WriteLine("weights fitted on all pairs (unit, ward, service, system, team, demand, intercept): "
            + string.Join(' ', weights.Select(w => w.ToString("F2", CultureInfo.InvariantCulture))));
    }

    private static Pair[] Draw(MimicData data, AffinityModel model, int seed)
    {
        var generator = new Random(1000 + seed);
        var real = data.Pairs.Select(p => (p.Carer, p.Patient)).ToHashSet();
        var pairs = new List<Pair>();
        foreach (var (carer, role, patient) in data.Pairs)
        {
            pairs.Add(Judge(data, model, carer, role, patient, patient));
            int foreign;
            do foreign = data.Patients[generator.Next(data.Patients.Length)];
            while (real.Contains((carer, foreign)));
            // The real pair that it stands against is left out too, so that both rest on the same other patients.
            pairs.Add(Judge(data, model, carer, role, foreign, patient));
        }
        return [.. pairs];
    }

    private static Pair Judge(MimicData data, AffinityModel model, int carer, int role, int patient, int leftOut)
    {
        var score = model.Score(carer, role, patient, data.TokensOf(patient), leftOut);
        var x = new double[Everything.Length];
        for (var i = 0; i < x.Length; i++) x[i] = score.Evidence[i];
        return new Pair(carer, score.Known, x, patient == leftOut, -score.LogRatio);
    }

    private static void Fitted(TextWriter output, string name, Pair[][] draws, int[] columns)
    {
        double[] Take(Pair p) => [.. columns.Select(c => p.X[c])];
        foreach (var draw in draws)
        {
            for (var fold = 0; fold < Folds; fold++)
            {
                var weights = LogisticFit.Fit([.. draw.Where(p => p.Carer % Folds != fold).Select(p => (Take(p), p.Real))], Ridge);
                foreach (var p in draw.Where(p => p.Carer % Folds == fold)) p.Score = LogisticFit.Value(weights, Take(p));
            }
        }
        Print(output, name, draws, p => p.Score);
    }

    private static void Print(TextWriter output, string name, Pair[][] draws, Func<Pair, double> score)
    {
        var several = draws.Select(d => d.Where(p => p.Known > 0).ToArray()).ToArray();
        output.WriteLine($"{name,-48} | {Figure(draws, score),-20} | {Figure(several, score)}");
    }

    private static string Figure(Pair[][] draws, Func<Pair, double> score)
    {
        var point = draws.Average(d => Auc(d, score));
        var carers = draws[0].GroupBy(p => p.Carer).Select(g => g.ToArray()).ToArray();
        var generator = new Random(7);
        var drawn = Enumerable.Range(0, Resamples)
            .Select(_ => Auc(Enumerable.Range(0, carers.Length).SelectMany(_ => carers[generator.Next(carers.Length)]), score)).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{point:F3} [{drawn[25]:F2}, {drawn[974]:F2}]");
    }

    private static double Auc(IEnumerable<Pair> pairs, Func<Pair, double> score)
    {
        var both = pairs.ToLookup(p => p.Real, score);
        List<double> random = [.. both[false].Order()];
        return BlockFigures.AucOf([.. both[true]], random);
    }
}
