using System.Globalization;
using System.Text.Json;

namespace Egide.Cli.Bench;

/// <summary>The truth of a simulated region: read here, by the measurement, and nowhere else.</summary>
internal sealed class RegionTruth
{
    private RegionTruth(Dictionary<string, DateTimeOffset> accounts, HashSet<(string, string)> sessions, long persons) =>
        (Accounts, Intruder, Persons) = (accounts, sessions, persons);

    /// <summary>Usurped accounts (<c>idp|id</c>) and since when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Accounts { get; }

    /// <summary>Session and address of the intruder's sessions.</summary>
    public IReadOnlySet<(string Session, string Address)> Intruder { get; }

    /// <summary>Persons really shown.</summary>
    public long Persons { get; }

    public static RegionTruth Read(string region)
    {
        var accounts = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows(region, "accounts.csv"))
            accounts[$"{row["idp"]}|{row["account"]}"] = DateTimeOffset.Parse(row["from"], CultureInfo.InvariantCulture);
        var sessions = Rows(region, "sessions.csv").Where(r => r["actor"] == "intruder").Select(r => (r["session"], r["address"])).ToHashSet();
        using var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(region, "truth", "summary.json")));
        long persons = 0;
        foreach (var attack in summary.RootElement.GetProperty("attacks").EnumerateArray()) persons += attack.GetProperty("persons").GetInt64();
        return new RegionTruth(accounts, sessions, persons);
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string region, string file)
    {
        var lines = File.ReadLines(Path.Combine(region, "truth", file)).Select(l => l.Split(',')).ToList();
        return lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second));
    }
}
