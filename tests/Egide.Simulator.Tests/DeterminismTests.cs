using System.Diagnostics;
using System.Security.Cryptography;

namespace Egide.Simulator.Tests;

public class DeterminismTests
{
    private static readonly RegionOptions Small = new() { Professionals = 80, Patients = 1500, Days = 15, Density = .3, Seed = 3, Attacks = ["grades-2025", "dormant"] };

    [Fact]
    public void The_same_options_give_the_same_bytes_and_another_seed_does_not()
    {
        var first = Print(Small);
        Assert.Equal(first, Print(Small));
        Assert.NotEqual(first, Print(Small with { Seed = 4 }));
    }

    [Fact]
    public void Hostile_regions_are_the_same_each_time_too()
    {
        var hostile = Small with { Hostile = RegionOptions.KnownHostile };
        Assert.Equal(Print(hostile), Print(hostile));
    }

    [Fact]
    public void Without_attacks_the_truth_is_empty()
    {
        using var folder = new Folder();
        Region.Write(Small with { Attacks = ["none"], Out = folder.Path }, null, TestContext.Current.CancellationToken);
        foreach (var name in new[] { "accounts", "sessions", "events", "exposure" })
            Assert.Empty(RegionFolder.Csv(folder.Path, "truth/" + name + ".csv"));
    }

    [Fact]
    public void An_attack_changes_nothing_in_what_the_others_do()
    {
        using var quiet = new Folder();
        using var loud = new Folder();
        Region.Write(Small with { Attacks = ["none"], Out = quiet.Path }, null, TestContext.Current.CancellationToken);
        Region.Write(Small with { Attacks = ["grades-2025"], Out = loud.Path }, null, TestContext.Current.CancellationToken);
        var intruder = RegionFolder.Csv(loud.Path, "truth/events.csv").Select(e => e[2]).ToHashSet();
        var left = RegionFolder.Lines(loud.Path, "/audit/").Select(l => l.Line).Where(l => !intruder.Contains(l.Split('"')[7])).ToHashSet();
        Assert.Equal(RegionFolder.Lines(quiet.Path, "/audit/").Select(l => l.Line).ToHashSet(), left);
    }

    [Fact]
    public void Wrong_options_are_refused_before_anything_is_written()
    {
        Assert.Throws<ArgumentException>(() => Region.Write(Small with { Attacks = ["teleport"] }, null, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => Region.Write(Small with { Days = 5 }, null, TestContext.Current.CancellationToken));
        using var folder = new Folder();
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "thesis.txt"), "years of work");
        Assert.Throws<IOException>(() => Region.Write(Small with { Out = folder.Path }, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_sample_fits_in_three_megabytes()
    {
        using var folder = new Folder();
        Region.Write(RegionOptions.Sample with { Out = folder.Path }, null, TestContext.Current.CancellationToken);
        Assert.InRange(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length), 500_000, 3_000_000);
    }

    [Fact]
    public void Speed_is_told()
    {
        using var folder = new Folder();
        var clock = Stopwatch.StartNew();
        var summary = Region.Write(new RegionOptions { Professionals = 1000, Patients = 30_000, Days = 15, Out = folder.Path }, null, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{summary.Records} records, {summary.Records / clock.Elapsed.TotalSeconds:F0} records/s, {summary.Bytes / clock.Elapsed.TotalSeconds / 1e6:F0} MB/s");
        Assert.True(summary.Records > 100_000);
    }

    private static string Print(RegionOptions options)
    {
        using var folder = new Folder();
        Region.Write(options with { Out = folder.Path }, null, TestContext.Current.CancellationToken);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            sha.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(folder.Path, file)));
            sha.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexString(sha.GetHashAndReset());
    }
}
