using System.Globalization;
using Egide.Detect.Models.Fingerprint;

namespace Egide.Tests.Models;

public class FingerprintTests
{
    private const int Symbols = 40;

    /// <summary>Somebody with a manner: a favourite successor of each symbol, followed most of the time.</summary>
    private static int[] Block(int manner, Random generator)
    {
        var block = new int[100];
        for (var t = 1; t < block.Length; t++)
        {
            block[t] = generator.NextDouble() < 0.8 ? (block[t - 1] * 7 + manner * 3 + 1) % Symbols : generator.Next(Symbols);
        }
        return block;
    }

    private static (BehaviouralFingerprint Model, Random Generator) Learnt()
    {
        var generator = new Random(7);
        var others = new FingerprintBackground(Symbols);
        for (var i = 0; i < 200; i++) others.Learn(Block(1 + i % 10, generator));
        var model = new BehaviouralFingerprint(others);
        for (var i = 0; i < 40; i++)
        {
            var block = Block(0, generator);
            model.Learn(block, model.Score(block));
        }
        return (model, generator);
    }

    [Fact]
    public void AnothersMannerIsToldFromTheHoldersAndNotLearnt()
    {
        var (model, generator) = Learnt();
        Assert.True(model.Score(Block(0, generator)).LogRatio < 0);
        for (var i = 0; i < 30; i++)
        {
            var block = Block(4, generator);
            var score = model.Score(block);
            Assert.True(score.LogRatio > 2 && !score.IsAccepted, score.ToString());
            model.Learn(block, score);
        }
        var after = Block(0, generator);
        model.Learn(after, model.Score(after));
        model.Learn(after, model.Score(after));
        Assert.True(model.Score(Block(0, generator)).LogRatio < 2);
    }

    [Fact]
    public void SuspicionIsCarriedToTheNextBlockAndFades()
    {
        var (model, generator) = Learnt();
        var own = Block(0, generator);
        var before = model.Score(own).Carried;
        var strange = Block(4, generator);
        model.Learn(strange, model.Score(strange));
        Assert.True(model.Score(own).Carried > before);
    }

    [Fact]
    public void NothingIsSaidDuringTheWarmUpAndScoringChangesNothing()
    {
        var others = new FingerprintBackground(Symbols);
        var model = new BehaviouralFingerprint(others);
        Assert.Equal(0, model.Score([1, 2, 3]).LogRatio);
        Assert.Equal(model.Score([1, 2, 3]), model.Score([1, 2, 3]));
        Assert.Equal(0, model.Score([]).Raw);
    }

    [Fact]
    public void FindsMasqueradersOfTheSeaData()
    {
        var folder = Path.Combine(SharedData.Folder("schonlau-sea"), "data", "schonlau-sea");
        var numbers = new Dictionary<string, int>();
        var commands = new Dictionary<string, int[]>();
        foreach (var row in SharedData.XzLines(Path.Combine(folder, "commands.tsv.xz")).Skip(1).Select(l => l.Split('\t')))
        {
            if (!commands.TryGetValue(row[0], out var own)) commands[row[0]] = own = new int[15_000];
            if (!numbers.TryGetValue(row[2], out var number)) numbers[row[2]] = number = numbers.Count;
            own[int.Parse(row[1], CultureInfo.InvariantCulture)] = number;
        }
        var labels = File.ReadLines(Path.Combine(folder, "block_labels.csv")).Skip(1).Select(l => l.Split(','))
            .ToDictionary(f => (f[0], int.Parse(f[1], CultureInfo.InvariantCulture)), f => f[3] == "1");
        List<double> masquerade = [], genuine = [];
        foreach (var (user, own) in commands)
        {
            var others = new FingerprintBackground(numbers.Count);
            foreach (var (other, theirs) in commands.Where(c => c.Key != user)) others.Learn(theirs.AsSpan(0, 5000));
            var model = new BehaviouralFingerprint(others, new FingerprintOptions { WarmUp = 50 });
            for (var b = 0; b < 150; b++)
            {
                var block = own.AsSpan(b * 100, 100);
                var score = model.Score(block);
                if (b >= 50) (labels[(user, b - 50)] ? masquerade : genuine).Add(score.Carried);
                model.Learn(block, score);
            }
        }
        var threshold = genuine.OrderDescending().ElementAt((int)(0.013 * genuine.Count));
        var recall = masquerade.Count(x => x > threshold) / (double)masquerade.Count;
        Assert.True(recall >= 0.65, $"recall at FPR 1.3 % is {recall:F3}");
    }
}
