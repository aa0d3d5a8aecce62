using System.Globalization;
using System.IO.Compression;
using Egide.Detect.Models.CareRelation;

namespace Egide.Tests.Models;

public class AffinityTests
{
    private static CareToken[] Unit(int unit) => [new(CareFamily.Unit, unit), new(CareFamily.Ward, unit)];

    /// <summary>Two units of twelve carers and thirty patients each; every carer sees two thirds of the unit's patients.</summary>
    private static AffinityModel TwoUnits()
    {
        var model = new AffinityModel();
        for (var unit = 0; unit < 2; unit++)
        {
            for (var carer = 0; carer < 12; carer++)
            {
                for (var patient = 0; patient < 30; patient++)
                {
                    if ((carer + patient) % 3 != 0) model.Learn(100 * unit + carer, 0, 100 * unit + patient, Unit(unit));
                }
            }
        }
        return model;
    }

    [Fact]
    public void TheOwnUnitExplainsAndTheOtherDoesNot()
    {
        var model = TwoUnits();
        var own = model.Score(carer: 1, role: 0, patient: 2, Unit(0));
        var foreign = model.Score(carer: 1, role: 0, patient: 102, Unit(1));
        Assert.True(own.LogRatio < -0.3, own.ToString());
        Assert.True(foreign.LogRatio > 1.5, foreign.ToString());
        Assert.True(own.Explained > 0.5 && foreign.Explained < 0.2);
    }

    [Fact]
    public void APairsOwnPastDoesNotExplainIt()
    {
        var model = TwoUnits();
        var before = model.Score(1, 0, 102, Unit(1));
        model.Learn(1, 0, 102, Unit(1));
        var after = model.Score(1, 0, 102, Unit(1));
        Assert.Equal(before.LogRatio, after.LogRatio, 1e-9);
        Assert.Equal(before.Known, after.Known);
    }

    [Fact]
    public void LearningAPairTwiceIsLearningItOnce()
    {
        var model = TwoUnits();
        var before = model.Score(1, 0, 2, Unit(0)).LogRatio;
        model.Learn(1, 0, 1, Unit(0));
        Assert.Equal(before, model.Score(1, 0, 2, Unit(0)).LogRatio);
    }

    [Fact]
    public void AnEmptyModelSaysNothing() => Assert.Equal(0, new AffinityModel().Score(1, 0, 2, []).LogRatio);

    [Fact]
    public void RefusesTheWrongNumberOfWeights() => Assert.Throws<ArgumentException>(() => new AffinityModel([1, 2]));

    [Fact]
    public void TellsRealFromForeignPairsOfTheMimicDemo()
    {
        var folder = Path.Combine(SharedData.Folder("mimic3-demo-caregiver-access"), "data", "mimic3-demo-caregiver-access");
        var numbers = new Dictionary<string, int>();
        int Number(string text) => numbers.TryGetValue(text, out var n) ? n : numbers[text] = numbers.Count;
        var stays = new Dictionary<string, CareToken[]>();
        var patients = new Dictionary<string, HashSet<CareToken>>();
        foreach (var f in Rows(Path.Combine(folder, "icustays.csv.gz")))
        {
            CareToken[] tokens = [new(CareFamily.Unit, Number(f[4])), new(CareFamily.Unit, Number(f[5])), new(CareFamily.Ward, Number(f[6])), new(CareFamily.Ward, Number(f[7])), new(CareFamily.System, Number(f[3]))];
            stays[f[2]] = [.. tokens.Distinct()];
            if (!patients.TryGetValue(f[0], out var all)) patients[f[0]] = all = [];
            all.UnionWith(tokens);
        }
        var pairs = Rows(Path.Combine(folder, "access_events.csv.gz"))
            .GroupBy(f => (Carer: int.Parse(f[3], CultureInfo.InvariantCulture), Patient: f[0]))
            .Select(g => (g.Key.Carer, g.Key.Patient, Tokens: g.SelectMany(f => stays.GetValueOrDefault(f[2]) ?? []).Distinct().ToArray())).ToList();
        var model = new AffinityModel();
        foreach (var (carer, patient, tokens) in pairs) model.Learn(carer, 0, int.Parse(patient, CultureInfo.InvariantCulture), tokens);
        var real = pairs.Select(p => (p.Carer, p.Patient)).ToHashSet();
        string[] pool = [.. pairs.Select(p => p.Patient).Distinct()];
        var generator = new Random(4);
        List<double> genuine = [], foreign = [];
        double Explained(int carer, string patient, string leftOut) => -model.Score(carer, 0, int.Parse(patient, CultureInfo.InvariantCulture),
            [.. patients.GetValueOrDefault(patient) ?? []], int.Parse(leftOut, CultureInfo.InvariantCulture)).LogRatio;
        foreach (var (carer, patient, _) in pairs)
        {
            string other;
            do other = pool[generator.Next(pool.Length)];
            while (real.Contains((carer, other)));
            genuine.Add(Explained(carer, patient, patient));
            foreign.Add(Explained(carer, other, patient));
        }
        var auc = genuine.Average(g => foreign.Average(f => g > f ? 1 : g == f ? 0.5 : 0));
        Assert.True(auc >= 0.80, $"AUC is {auc:F3}");
    }

    private static IEnumerable<string[]> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
