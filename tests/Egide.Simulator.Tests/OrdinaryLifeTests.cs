using System.Globalization;
using System.Text.Json;

namespace Egide.Simulator.Tests;

public class OrdinaryLifeTests(RegionFixture region)
{
    /// <summary>Judged from the files alone, as an investigator would: own link, or a link of the unit, within a day.</summary>
    [Fact]
    public void Most_ordinary_openings_are_explained_by_the_context_and_some_are_not()
    {
        var intruder = RegionFolder.Csv(region.Root, "truth/events.csv").Select(e => e[2]).ToHashSet();
        var units = RegionFolder.Csv(region.Root, "context/accounts.csv").ToLookup(r => r[2], r => r[7] + "/" + r[8]);
        var links = Links().ToLookup(l => l.Patient);
        int all = 0, explained = 0;
        foreach (var (_, line) in RegionFolder.Lines(region.Root, "/audit/"))
        {
            using var json = JsonDocument.Parse(line);
            var what = json.RootElement.GetProperty("entity")[0];
            if (json.RootElement.GetProperty("subtype")[0].GetProperty("code").GetString() != "read" || json.RootElement.GetProperty("subtype").GetArrayLength() > 1 || intruder.Contains(json.RootElement.GetProperty("id").GetString()!))
                continue;
            var patient = what.GetProperty("what").GetProperty("identifier");
            var value = json.RootElement.GetProperty("agent")[2].GetProperty("who").GetProperty("identifier").GetProperty("value").GetString()!;
            var rpps = value[^11..];
            var at = json.RootElement.GetProperty("recorded").GetDateTimeOffset();
            all++;
            explained += links[patient.GetProperty("system").GetString() + "|" + patient.GetProperty("value").GetString()]
                .Any(l => at >= l.From.AddDays(-1) && at <= l.To.AddDays(1) && (l.Rpps == rpps || units[rpps].Contains(l.Unit))) ? 1 : 0;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{explained} of {all} openings explained ({(double)explained / all:P1}); the simulator's own count: {region.Summary.ExplainedShare:P1}");
        Assert.InRange((double)explained / all, .88, .96);
        Assert.InRange(region.Summary.ExplainedShare, .88, .96);
    }

    private IEnumerable<(string Patient, string Rpps, string Unit, DateTimeOffset From, DateTimeOffset To)> Links()
    {
        foreach (var r in RegionFolder.Csv(region.Root, "context/relationships.csv"))
            yield return (r[1] + "|" + r[2], r[0], r[4] + "/" + r[5], Time(r[6]), Time(r[7]));
        foreach (var (path, bytes) in RegionFolder.Files(region.Root, "context/fhir"))
            foreach (var line in RegionFolder.Split(bytes))
            {
                // The shape differs by type; what a link needs is always an identifier of three kinds and two instants.
                using var json = JsonDocument.Parse(line);
                var ids = Identifiers(json.RootElement).ToList();
                var times = line.Split('"').Where(s => s.StartsWith("20", StringComparison.Ordinal) && s.EndsWith('Z')).Select(Time).ToList();
                yield return (ids.First(i => i.Contains(".999.", StringComparison.Ordinal)), ids.Find(i => i.StartsWith("https://rpps", StringComparison.Ordinal))?[^11..] ?? "",
                    ids.First(i => i.Contains("71.4.2.2", StringComparison.Ordinal)).Split('|')[1], times[0], times[1]);
            }
    }

    private static IEnumerable<string> Identifiers(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(Identifiers);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return element.TryGetProperty("system", out var system) && element.TryGetProperty("value", out var value)
            ? [system.GetString() + "|" + value.GetString()]
            : element.EnumerateObject().SelectMany(p => Identifiers(p.Value));
    }

    /// <summary>The honest ones must also change addresses and browsers, sign in from hosts' networks, sweep lists and work at night.</summary>
    [Fact]
    public void Honest_users_look_odd_too()
    {
        var intruders = RegionFolder.Csv(region.Root, "truth/sessions.csv").Where(s => s[7] == "intruder").Select(s => s[3]).ToHashSet();
        var addresses = new Dictionary<string, HashSet<string>>();
        int hosted = 0, pages = 0, errors = 0;
        foreach (var (_, bytes) in RegionFolder.Files(region.Root, "trails").Where(f => f.Path.Contains("keycloak", StringComparison.Ordinal)))
            foreach (var line in RegionFolder.Split(bytes).Where(l => l.Length > 5))
            {
                using var json = JsonDocument.Parse(line.TrimEnd(','));
                var type = json.RootElement.GetProperty("type").GetString();
                errors += type == "LOGIN_ERROR" ? 1 : 0;
                if (type != "LOGIN" || intruders.Contains(json.RootElement.GetProperty("sessionId").GetString()!))
                    continue;
                var address = json.RootElement.GetProperty("ipAddress").GetString()!;
                var user = json.RootElement.GetProperty("userId").GetString()!;
                (addresses.TryGetValue(user, out var set) ? set : addresses[user] = []).Add(address);
                hosted += address.StartsWith("203.0.113.", StringComparison.Ordinal) || address.StartsWith("198.19.1", StringComparison.Ordinal) ? 1 : 0;
            }
        foreach (var (_, line) in RegionFolder.Lines(region.Root, "/nginx/"))
            pages += line.Contains("_page=", StringComparison.Ordinal) || line.Contains("_getpagesoffset", StringComparison.Ordinal) ? 1 : 0;
        Assert.True(hosted > 20, $"{hosted} honest sign-ins from hosts, relays and the new VPN");
        Assert.True(addresses.Values.Count(a => a.Count > 3) > addresses.Count / 20);
        Assert.True(errors > 30, $"{errors} refused sign-ins");
        Assert.True(pages > 100);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
