namespace Egide.Simulator.Tests;

/// <summary>What intruders were shown can be found again from the trails and the context alone.</summary>
public class ReplayTests(RegionFixture region)
{
    [Fact]
    public void Every_search_of_an_intruder_is_answered_from_outside_as_it_was_in_truth() => Check(region.Root);

    [Fact]
    public void So_it_is_when_records_are_merged_and_split_all_month_and_only_on_the_register_as_it_was()
    {
        using var folder = new Folder();
        Region.Write(region.Options with { Hostile = ["merges"], Seed = 21, Attacks = ["grades-2025", "dormant"], Out = folder.Path }, null, TestContext.Current.CancellationToken);
        Assert.True(Check(folder.Path) > 0, "the register at the end of the month gives the same answers: no version mattered");
    }

    [Fact]
    public void Totals_that_portals_wrote_are_found_too_honest_searches_and_later_pages_included()
    {
        var register = new OutsideRegister(region.Root);
        var n = 0;
        foreach (var (request, first) in new OutsideTrail(region.Root).Searches().Where(s => s.Request.Total >= 0).Where((_, i) => i % 3 == 0))
        {
            Assert.True(register.All(request.Host, first.Url, first.At).Count() == request.Total, $"{request.At:o} {request.Url}");
            n++;
        }
        Assert.True(n > 500, $"{n} totals");
    }

    /// <summary>Compares, and counts the answers that the last register would have given otherwise.</summary>
    private static int Check(string root)
    {
        var register = new OutsideRegister(root);
        var trail = new OutsideTrail(root);
        var shown = RegionFolder.Csv(root, "truth/answers.csv").ToLookup(r => r[1], r => r[4] + "|" + r[5]);
        var attacks = RegionFolder.Csv(root, "truth/events.csv").Where(r => r[1] == "nginx").ToDictionary(r => r[2], r => r[0]);
        var found = attacks.Values.Distinct().ToDictionary(a => a, _ => new HashSet<string>());
        int searches = 0, empty = 0, pages = 0, otherwise = 0;
        foreach (var (request, answer) in trail.Replay(register, r => attacks.ContainsKey(r.Id)))
        {
            string[] names = [.. answer.Select(r => r.System + "|" + r.Id)];
            Assert.True(names.SequenceEqual(shown[request.Id]), $"{request.At:o} {request.Host} {request.Url}: {names.Length} found, {shown[request.Id].Count()} shown");
            found[attacks[request.Id]].UnionWith(names);
            searches++;
            empty += names.Length == 0 ? 1 : 0;
            pages += request.Url.Contains("_getpages", StringComparison.Ordinal) ? 1 : 0;
        }
        foreach (var request in trail.Requests.Where(r => attacks.ContainsKey(r.Id) && r.Url.StartsWith("/fhir/Patient/", StringComparison.Ordinal)))
        {
            var id = request.Url["/fhir/Patient/".Length..].Split('-');
            found[attacks[request.Id]].Add(register.Rows.First(r => r.Controller == id[0] && r.Id == id[1]) is var r ? r.System + "|" + r.Id : "");
        }
        var exposed = RegionFolder.Csv(root, "truth/exposure.csv").Where(r => r[5] == "identity.name").ToLookup(r => r[0], r => r[1] + "|" + r[2]);
        Assert.All(found, f => Assert.True(f.Value.SetEquals(exposed[f.Key]), f.Key));
        var late = trail.Replay(register, r => attacks.ContainsKey(r.Id), DateTimeOffset.MaxValue.AddDays(-1)).ToDictionary(r => r.Request.Id, r => r.Answer);
        foreach (var (request, answer) in trail.Replay(register, r => attacks.ContainsKey(r.Id)))
            otherwise += answer.SequenceEqual(late[request.Id]) ? 0 : 1;
        TestContext.Current.TestOutputHelper?.WriteLine($"{searches} searches, {pages} pages by a handle, {empty} empty, {otherwise} that the last register answers otherwise");
        Assert.True(searches > 200 && pages > 10);
        return otherwise;
    }
}
