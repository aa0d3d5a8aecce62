using System.Globalization;
using Egide.Detect.Models.Fingerprint;

namespace Egide.Benchmarks.Models;

/// <summary>The SEA masquerade data: 25 users, 150 blocks of 100 commands each, of which 100 are judged.</summary>
internal sealed class SeaData
{
    private const int BlockLength = 100;
    private const int Training = 50;
    private readonly List<int[]> _commands = [];
    private int _symbols;

    /// <summary>For each user and judged block: was it another's?</summary>
    public List<bool[]> Masquerade { get; } = [];

    /// <summary>Reads <c>data/schonlau-sea</c> below the shared folder.</summary>
    public static SeaData Read(string sharedDir)
    {
        var folder = Path.Combine(sharedDir, "data", "schonlau-sea");
        var data = new SeaData();
        var numbers = new Dictionary<string, int>();
        var users = new Dictionary<string, int>();
        foreach (var row in SharedTables.Rows(Path.Combine(folder, "commands.tsv.xz"), '\t'))
        {
            if (users.TryAdd(row[0], users.Count)) data._commands.Add(new int[15_000]);
            if (!numbers.TryGetValue(row[2], out var number)) numbers[row[2]] = number = numbers.Count;
            data._commands[users[row[0]]][int.Parse(row[1], CultureInfo.InvariantCulture)] = number;
        }
        data._symbols = numbers.Count;
        foreach (var _ in users) data.Masquerade.Add(new bool[100]);
        foreach (var row in SharedTables.Rows(Path.Combine(folder, "block_labels.csv")))
        {
            data.Masquerade[users[row[0]]][int.Parse(row[1], CultureInfo.InvariantCulture)] = row[3] == "1";
        }
        return data;
    }

    /// <summary>Scores every judged block of every user, knowing only that user's earlier blocks and others' training.</summary>
    public double[][] Score(FingerprintOptions options, Func<FingerprintScore, double> value) =>
        [.. _commands.Select((_, user) => ScoreUser(user, options, value))];

    /// <summary>The naive Bayes reference: add-0.01 smoothing, self against the others, learning blocks below a threshold.</summary>
    public double[][] NaiveBayes() => [.. _commands.Select((_, user) => NaiveBayesUser(user))];

    private ReadOnlySpan<int> Block(int user, int block) => _commands[user].AsSpan(block * BlockLength, BlockLength);

    private double[] ScoreUser(int user, FingerprintOptions options, Func<FingerprintScore, double> value)
    {
        var background = new FingerprintBackground(_symbols);
        for (var other = 0; other < _commands.Count; other++)
        {
            if (other != user) background.Learn(_commands[other].AsSpan(0, Training * BlockLength));
        }
        var fingerprint = new BehaviouralFingerprint(background, options with { WarmUp = Training });
        var scores = new double[100];
        for (var b = 0; b < 150; b++)
        {
            var score = fingerprint.Score(Block(user, b));
            if (b >= Training) scores[b - Training] = value(score);
            fingerprint.Learn(Block(user, b), score);
        }
        return scores;
    }

    private double[] NaiveBayesUser(int user)
    {
        double[] self = new double[_symbols], others = new double[_symbols];
        double selfTotal = Training * BlockLength, othersTotal = 0;
        for (var other = 0; other < _commands.Count; other++)
        {
            foreach (var c in _commands[other].AsSpan(0, Training * BlockLength)) (other == user ? self : others)[c]++;
            if (other != user) othersTotal += Training * BlockLength;
        }
        var scores = new double[100];
        for (var b = 0; b < 100; b++)
        {
            foreach (var c in Block(user, Training + b))
            {
                scores[b] += Math.Log((others[c] + 0.01) / (othersTotal + 0.01 * _symbols)) - Math.Log((self[c] + 0.01) / (selfTotal + 0.01 * _symbols));
            }
            if (scores[b] >= 0) continue;
            foreach (var c in Block(user, Training + b)) self[c]++;
            selfTotal += BlockLength;
        }
        return scores;
    }
}
