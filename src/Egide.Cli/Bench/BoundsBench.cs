using System.Globalization;
using Egide.Cli.Investigation;
using Egide.Scope;
using Egide.Simulator;

namespace Egide.Cli.Bench;

/// <summary>
/// Whether the true number of persons lies between the bounds, and how far apart they are, over simulated campaigns: four in
/// five with full evidence, one in five under hostile conditions (logs missing, merges, a wrong clock, a wrong profile).
/// </summary>
internal sealed class BoundsBench(int regions, int professionals, int days, double density, string? keep)
{
    private const string Attack = "grades-2025";

    public void Run(TextWriter console, CancellationToken cancel)
    {
        var table = new List<string>();
        void Line(string line)
        {
            table.Add(line);
            console.WriteLine(line);
            console.Flush();
        }

        Line(string.Create(CultureInfo.InvariantCulture, $"{Machine.Cpu}; {regions} regions with {Attack}, {days} days, {professionals} professionals, density {density}"));
        Line("| seed | conditions | usurped accounts found | incidents | true | lower | likely | upper | inside | (upper − lower) ÷ true |");
        Line("|---|---|---|---|---|---|---|---|---|---|");
        var widths = new List<(bool Hostile, double Width)>();
        var inside = 0;
        for (var seed = 1; seed <= regions; seed++)
        {
            cancel.ThrowIfCancellationRequested();
            // Every fifth region meets one condition, each in its turn, and the last of a round all of them.
            var known = RegionOptions.KnownHostile;
            IReadOnlyList<string> hostile = seed % 5 != 0 ? [] : seed / 5 % (known.Count + 1) is var turn && turn < known.Count ? [known[turn]] : known;
            var (truth, bounds, found, incidents) = Measure((ulong)seed, hostile, cancel);
            var holds = bounds.Contains(truth);
            inside += holds ? 1 : 0;
            widths.Add((hostile.Count > 0, (bounds.Upper - bounds.Lower) / (double)truth));
            Line(string.Create(CultureInfo.InvariantCulture,
                $"| {seed} | {(hostile.Count > 0 ? string.Join(", ", hostile) : "full evidence")} | {found} | {incidents} | {truth} | {bounds.Lower} | {bounds.Likely} | {bounds.Upper} | {(holds ? "yes" : "NO")} | {widths[^1].Width:P1} |"));
        }

        Line(string.Create(CultureInfo.InvariantCulture, $"inside: {inside} of {regions}; median width with full evidence {Median(widths, false):P1}, hostile {Median(widths, true):P1}"));
        if (keep is null) return;
        var folder = Path.Combine(keep, Machine.Slug);
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "bounds.txt"), table);
    }

    private static double Median(List<(bool Hostile, double Width)> widths, bool hostile)
    {
        var sorted = widths.Where(w => w.Hostile == hostile).Select(w => w.Width).Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    // The incidents that hold a usurped account are the campaign's: their bounds add up.
    private (long Truth, Bounds Bounds, string Found, int Incidents) Measure(ulong seed, IReadOnlyList<string> hostile, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("egide-bench-").FullName;
        try
        {
            var region = Path.Combine(folder, "region");
            Region.Write(new RegionOptions { Seed = seed, Days = days, Professionals = professionals, Density = density, Attacks = [Attack], Hostile = hostile, Out = region }, null, cancel);
            var truth = RegionTruth.Read(region);
            var dossier = new Inquiry(new InvestigationOptions { Paths = [region], Out = Path.Combine(folder, "out"), Key = Path.Combine(folder, "key") }, new SilentProgress(), TimeProvider.System).Run(cancel);
            var mine = dossier.Incidents.Where(i => i.Accounts.Any(a => truth.Accounts.ContainsKey($"{a.IdentityProvider}|{a.Id}"))).ToList();
            var found = mine.SelectMany(i => i.Accounts).Count(a => truth.Accounts.ContainsKey($"{a.IdentityProvider}|{a.Id}"));
            return (truth.Persons, new Bounds(mine.Select(i => i.Persons.Lower).DefaultIfEmpty(0).Max(), mine.Sum(i => i.Persons.Likely), mine.Sum(i => i.Persons.Upper)),
                string.Create(CultureInfo.InvariantCulture, $"{found} of {truth.Accounts.Count}"), mine.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
