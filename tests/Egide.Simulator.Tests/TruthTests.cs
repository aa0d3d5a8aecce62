using System.Text;
using System.Text.Json;

namespace Egide.Simulator.Tests;

public class TruthTests(RegionFixture region)
{
    private static readonly string[] Tells = ["intruder", "grades-2025", "session-theft", "slow-reader"];

    [Fact]
    public void Every_record_of_an_intruder_is_in_the_file_that_the_truth_names()
    {
        var files = RegionFolder.Files(region.Root, "trails").ToDictionary(f => f.Path, f => Encoding.UTF8.GetString(f.Bytes));
        var events = RegionFolder.Csv(region.Root, "truth/events.csv").ToList();
        Assert.True(events.Count > 500);
        foreach (var file in events.GroupBy(e => e[3]))
        {
            // The id is looked for between quotes, not anywhere: ids follow from one another.
            var ids = files[file.Key].Split('"').ToHashSet(StringComparer.Ordinal);
            Assert.All(file, e => Assert.Contains(e[2], ids));
        }
    }

    [Fact]
    public void All_attacks_took_place_within_their_days()
    {
        var accounts = RegionFolder.Csv(region.Root, "truth/accounts.csv").ToList();
        Assert.Equal(region.Options.Attacks.Order(StringComparer.Ordinal), accounts.Select(a => a[0]).Distinct());
        Assert.Equal(4, accounts.Count(a => a[0] == "grades-2025"));
        Assert.All(accounts.Where(a => a[0] != "slow-reader"), a => Assert.True(string.CompareOrdinal(a[4], "2026-09-12T22:00") >= 0, a[4]));
        var known = RegionFolder.Csv(region.Root, "context/accounts.csv").Select(r => r[1] + r[2]).ToHashSet();
        Assert.All(accounts, a => Assert.Contains(a[2] + a[3], known));
    }

    [Fact]
    public void Grades_2025_opens_no_medical_record_and_its_owners_go_on_working()
    {
        var categories = RegionFolder.Csv(region.Root, "truth/exposure.csv").Where(r => r[0] == "grades-2025").Select(r => r[5]).Distinct().ToList();
        Assert.Contains("identity.name", categories);
        Assert.DoesNotContain(categories, c => c.StartsWith("care.", StringComparison.Ordinal) && c != "care.practitioner");
        var sessions = RegionFolder.Csv(region.Root, "truth/sessions.csv").Where(r => r[0] == "grades-2025").ToList();
        Assert.Contains(sessions, s => s[7] == "carer");
        Assert.Contains(sessions, s => s[7] == "intruder");
    }

    [Fact]
    public void The_slow_reader_never_sees_more_than_three_persons_a_day_and_reads_documents()
    {
        var seen = new Dictionary<string, HashSet<string>>();
        var ids = RegionFolder.Csv(region.Root, "truth/events.csv").Where(e => e[0] == "slow-reader" && e[1] == "fhir").ToDictionary(e => e[2], e => e[6][..10]);
        foreach (var (_, line) in RegionFolder.Lines(region.Root, "/audit/"))
        {
            using var json = JsonDocument.Parse(line);
            if (!ids.TryGetValue(json.RootElement.GetProperty("id").GetString()!, out var day))
                continue;
            var what = json.RootElement.GetProperty("entity")[0];
            if (what.TryGetProperty("what", out var patient) && patient.TryGetProperty("reference", out var reference))
                (seen.TryGetValue(day, out var set) ? set : seen[day] = []).Add(reference.GetString()!);
        }
        Assert.True(seen.Count > 15, $"{seen.Count} days");
        Assert.All(seen.Values, s => Assert.InRange(s.Count, 1, 3));
        var exposure = RegionFolder.Csv(region.Root, "truth/exposure.csv").Where(r => r[0] == "slow-reader").ToList();
        Assert.All(exposure.Where(r => r[5] == "identity.name").GroupBy(r => r[6][..10]), day => Assert.InRange(day.Count(), 1, 3));
        Assert.Contains(exposure, r => r[5] == "care.document");
    }

    [Fact]
    public void The_stolen_session_has_two_addresses_and_one_sign_in()
    {
        var sessions = RegionFolder.Csv(region.Root, "truth/sessions.csv").Where(r => r[0] == "session-theft").ToList();
        foreach (var stolen in sessions.Where(s => s[7] == "intruder"))
            Assert.Contains(sessions, s => s[7] == "carer" && s[3] == stolen[3] && s[6] != stolen[6]);
    }

    [Fact]
    public void The_summary_counts_persons_not_identifiers()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(region.Root, "truth", "summary.json")));
        var rows = RegionFolder.Csv(region.Root, "truth/exposure.csv").ToList();
        foreach (var attack in json.RootElement.GetProperty("attacks").EnumerateArray())
        {
            var own = rows.Where(r => r[0] == attack.GetProperty("attack").GetString() && r[7].Length > 0).ToList();
            Assert.Equal(own.Select(r => r[7]).Distinct().Count(), attack.GetProperty("persons").GetInt32());
            Assert.True(attack.GetProperty("identifiers").GetInt32() >= attack.GetProperty("persons").GetInt32());
        }
    }

    [Fact]
    public void Nothing_outside_the_truth_says_who_intruded()
    {
        foreach (var part in new[] { "trails", "context" })
            Assert.All(RegionFolder.Files(region.Root, part), f =>
            {
                var text = Encoding.UTF8.GetString(f.Bytes);
                foreach (var word in Tells)
                    Assert.DoesNotContain(word, text, StringComparison.Ordinal);
            });
    }
}
