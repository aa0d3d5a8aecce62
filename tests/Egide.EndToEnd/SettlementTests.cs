using Egide.Cli.Investigation;

namespace Egide.EndToEnd;

/// <summary>A result replaces the last one so that no stop, between any two steps, leaves less than one of them whole.</summary>
public sealed class SettlementTests
{
    private static readonly string[] Places = [".", ".old", ".whole", ".settling"];
    private static readonly string[] Files = ["report.html", "incidents.json", "sources.json", "journal/checkpoint", "trail/a.parquet"];

    [Fact]
    public void AKillBetweenAnyTwoStepsLeavesOneResultWhole()
    {
        var steps = 0;
        for (var stop = 0; stop <= steps; stop++)
        {
            using var folder = new TemporaryFolder();
            Make(folder["out"], "old");
            File.WriteAllText(folder["out", "notes.txt"], "mine");
            Make(folder["out", ".work"], "new");
            steps = Settle(folder["out"], stop);
            var whole = Places.Where(place => Is(folder["out", place], "old") || Is(folder["out", place], "new")).ToList();
            Assert.True(whole.Count > 0, $"killed before step {stop}: no whole result");
            var settled = stop > 0;

            new Settlement(folder["out"]).Begin();
            Assert.True(Is(folder["out"], settled ? "new" : "old"), $"killed before step {stop}: the next run did not end the change");
            Assert.Equal("mine", File.ReadAllText(folder["out", "notes.txt"]));
            Assert.Equal([".work"], Directory.GetDirectories(folder["out"], ".*").Select(Path.GetFileName));
            Assert.Empty(Directory.GetFileSystemEntries(folder["out", ".work"]));
        }

        Assert.True(steps > 2 * 5, $"only {steps} steps");
    }

    [Fact]
    public void AKillDuringTheRepairIsRepairedToo()
    {
        var steps = 0;
        for (var first = 1; first <= Math.Max(1, steps); first++)
        {
            for (var second = 0; second < 8; second++)
            {
                using var folder = new TemporaryFolder();
                Make(folder["out"], "old");
                Make(folder["out", ".work"], "new");
                steps = Settle(folder["out"], first);
                Assert.Throws<KilledException>(() => Repair(folder["out"], second));
                new Settlement(folder["out"]).Begin();
                Assert.True(Is(folder["out"], "new"), $"killed before step {first}, then {second}");
            }
        }
    }

    [Fact]
    public void WhatTheNewResultLacksDoesNotStayFromTheOld()
    {
        using var folder = new TemporaryFolder();
        Make(folder["out"], "old");
        File.WriteAllText(folder["out", "exposure.parquet"], "old");
        Make(folder["out", ".work"], "new");
        new Settlement(folder["out"]).Settle();
        Assert.False(File.Exists(folder["out", "exposure.parquet"]));
        Assert.True(Is(folder["out"], "new"));
    }

    private static int Settle(string folder, int stop)
    {
        var step = 0;
        try
        {
            new Settlement(folder) { Step = () => _ = step++ == stop ? throw new KilledException() : 0 }.Settle();
        }
        catch (KilledException)
        {
            // As if the process had ended here.
        }

        return step;
    }

    private static void Repair(string folder, int stop)
    {
        var step = 0;
        new Settlement(folder) { Step = () => _ = step++ == stop ? throw new KilledException() : 0 }.Begin();
        throw new KilledException();
    }

    private static void Make(string folder, string content)
    {
        foreach (var file in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), content);
        }
    }

    private static bool Is(string folder, string content) =>
        Array.TrueForAll(Files, file => File.Exists(Path.Combine(folder, file)) && File.ReadAllText(Path.Combine(folder, file)) == content);

    private sealed class KilledException : Exception;
}
