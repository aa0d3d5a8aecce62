using System.Globalization;
using Egide.Cli.Investigation;
using Egide.Detect;
using Egide.Report;
using Egide.Simulator;

namespace Egide.Cli.Bench;

/// <summary>
/// Investigates simulated regions and holds the result against their truth, beside three baselines that may flag as
/// many accounts: volume, new device or country, sign-in likelihood alone. 95 % intervals by bootstrap over regions.
/// </summary>
internal sealed class DetectionBench(int first, int seeds, int professionals, int days, double density, IReadOnlyList<string> attacks, string? keep)
{
    private const int Resamples = 2000;

    public void Run(TextWriter console, CancellationToken cancel)
    {
        using var to = new StringWriter(CultureInfo.InvariantCulture);
        Table(to, console, cancel);
        if (keep is null) return;
        var folder = Path.Combine(keep, Machine.Slug);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "detection.txt"), to.ToString());
    }

    private void Table(StringWriter to, TextWriter console, CancellationToken cancel)
    {
        void Line(string line)
        {
            to.WriteLine(line);
            console.WriteLine(line);
            console.Flush();
        }

        var asked = attacks.Count > 0 ? attacks : RegionOptions.KnownAttacks;
        Line(string.Create(CultureInfo.InvariantCulture, $"{seeds} seeds from {first}, {days} days, {professionals} professionals, density {density}"));
        Line("| attack | usurped | recall | one incident | false cases /day /10,000 | seen before | session precision | session recall | bounds true | volume | new place | Freeman |");
        Line("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var attack in asked)
        {
            var results = new List<Measured>();
            for (var seed = first; seed < first + seeds; seed++)
            {
                cancel.ThrowIfCancellationRequested();
                results.Add(Measure(attack, (ulong)seed, cancel));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{attack} seed {seed}, {results.Count}/{seeds}: {results[^1].Found} of {results[^1].Usurped}, bounds {(results[^1].BoundsTrue ? "true" : "FALSE")}"));
            }

            Line(Row(attack, results));
        }
    }

    private static string Row(string attack, List<Measured> results)
    {
        string Share(Func<Measured, double> part, Func<Measured, double> whole) => Interval(results, r => r.Sum(whole) == 0 ? double.NaN : r.Sum(part) / r.Sum(whole));
        string Mean(Func<Measured, double> value) => Interval(results, r => r.Average(value));
        return string.Join(" | ", $"| {attack}", results.Sum(r => r.Usurped).ToString(CultureInfo.InvariantCulture),
            Share(r => r.Found, r => r.Usurped), Share(r => r.Linked ? 1 : 0, _ => 1), Mean(r => r.FalseCases), Mean(r => r.SeenBefore), Mean(r => r.Precision), Mean(r => r.Recall),
            $"{results.Count(r => r.BoundsTrue)}/{results.Count}", Share(r => r.Baselines.Volume, r => r.Usurped), Share(r => r.Baselines.NewPlace, r => r.Usurped),
            Share(r => r.Baselines.Freeman, r => r.Usurped)) + " |";
    }

    private Measured Measure(string attack, ulong seed, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("egide-bench-").FullName;
        try
        {
            var region = Path.Combine(folder, "region");
            Region.Write(new RegionOptions { Seed = seed, Days = days, Professionals = professionals, Density = density, Attacks = [attack], Out = region }, null, cancel);
            var truth = RegionTruth.Read(region);
            Flow? flow = null;
            (int, int, int) baselines = default;
            double seen = 0;
            var inquiry = new Inquiry(new InvestigationOptions { Paths = [region], Out = Path.Combine(folder, "out"), Key = Path.Combine(folder, "key") }, new SilentProgress(), TimeProvider.System)
            {
                Inspect = f => flow = f,
            };
            var dossier = inquiry.Run(cancel);
            var flagged = dossier.Incidents.SelectMany(i => i.Accounts).Select(a => $"{a.IdentityProvider}|{a.Id}").ToHashSet(StringComparer.OrdinalIgnoreCase);
            baselines = Baselines(flow!, truth, flagged.Count);
            seen = SeenBefore(flow!, truth, flagged);
            return Hold(attack, dossier, truth, flagged, flow!.Watch.Accounts.Count) with { Baselines = baselines, SeenBefore = seen };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Measured Hold(string attack, Dossier dossier, RegionTruth truth, HashSet<string> flagged, int accounts)
    {
        var mine = dossier.Incidents.Where(i => i.Accounts.Any(a => truth.Accounts.ContainsKey($"{a.IdentityProvider}|{a.Id}"))).ToList();
        var told = mine.SelectMany(i => i.Sessions).Where(s => s.PIntruder >= 0.5 && s.Accesses > 0).ToList();
        var right = told.Count(s => truth.Intruder.Contains((s.Session, s.Address ?? "")));
        var all = mine.SelectMany(i => i.Sessions).Where(s => truth.Intruder.Contains((s.Session, s.Address ?? "")) && s.Accesses > 0).Select(s => s.Key).Distinct().Count();
        // Two incidents may have seen the same persons: together at least the most of the two, at most both.
        var (lower, upper) = (mine.Select(i => i.Persons.Lower).DefaultIfEmpty(0).Max(), mine.Sum(i => i.Persons.Upper));
        return new Measured
        {
            Attack = attack,
            Usurped = truth.Accounts.Count,
            Found = truth.Accounts.Keys.Count(flagged.Contains),
            Linked = truth.Accounts.Count == 0 || mine.Count == 1 && mine[0].Accounts.Count(a => truth.Accounts.ContainsKey($"{a.IdentityProvider}|{a.Id}")) == truth.Accounts.Count,
            FalseCases = (dossier.Incidents.Count - mine.Count) * 10_000.0 / Math.Max(1, accounts) / days,
            Precision = told.Count == 0 ? 1 : right / (double)told.Count,
            Recall = all == 0 ? truth.Accounts.Count == 0 ? 1 : 0 : right / (double)all,
            BoundsTrue = truth.Persons == 0 || lower <= truth.Persons && truth.Persons <= upper,
            Baselines = default,
            SeenBefore = 0,
        };
    }

    private static double SeenBefore(Flow flow, RegionTruth truth, HashSet<string> flagged)
    {
        var seen = new List<double>();
        foreach (var account in flow.Watch.Accounts.Where(a => truth.Accounts.ContainsKey(a.Key) && flagged.Contains(a.Key)))
        {
            double sum = 0;
            foreach (var session in flow.Watch.Sessions.Where(s => s.Account == account.Id && truth.Intruder.Contains((s.Id ?? "", flow.Watch.Around.Addresses.Text(s.Address) ?? ""))).OrderBy(s => s.Start))
            {
                sum += session.FirstFindingAt != 0 ? session.SeenBeforeFinding : session.Foreign + session.Shown;
                if (session.FirstFindingAt != 0) break;
            }

            seen.Add(sum);
        }

        return seen.Count == 0 ? 0 : seen.Average();
    }

    private static (int, int, int) Baselines(Flow flow, RegionTruth truth, int budget)
    {
        int Hits(Func<SessionRecord, double> score) => flow.Watch.Sessions.GroupBy(s => s.Account).Select(g => (Account: g.Key, Score: g.Max(score)))
            .OrderByDescending(a => a.Score).ThenBy(a => a.Account).Take(budget).Count(a => truth.Accounts.ContainsKey(flow.Watch.Accounts[a.Account].Key));
        return (Hits(s => s.Patients + s.Shown),
            Hits(s => (s.SignInNote is "Country" ? 2 : 0) + (s.SignInNote is "Family" or "Browser" or "Os" or "Device" ? 1 : 0)),
            Hits(s => s.Scores[(int)Family.SignIn]));
    }

    private static string Interval(List<Measured> results, Func<List<Measured>, double> statistic)
    {
        var value = statistic(results);
        if (double.IsNaN(value)) return "–";
        ulong state = 42;
        var draws = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sample = new List<Measured>(results.Count);
            for (var j = 0; j < results.Count; j++)
            {
                state = state * 6364136223846793005 + 1442695040888963407;
                sample.Add(results[(int)((state >> 33) % (ulong)results.Count)]);
            }

            draws[i] = statistic(sample);
        }

        Array.Sort(draws);
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} [{draws[Resamples / 40]:0.##}, {draws[Resamples - 1 - Resamples / 40]:0.##}]");
    }
}
