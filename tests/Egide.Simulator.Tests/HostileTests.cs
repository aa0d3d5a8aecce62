namespace Egide.Simulator.Tests;

public class HostileTests
{
    private static readonly RegionOptions Plain = new() { Professionals = 100, Patients = 2000, Days = 18, Density = .3, Seed = 11 };

    [Fact]
    public void Missing_logs_takes_two_days_of_the_attack_from_two_portals_and_leaves_their_other_side()
    {
        using var plain = Make();
        using var poor = Make("missing-logs");
        var gone = Files(plain).Keys.Except(Files(poor).Keys).ToList();
        Assert.Equal(4, gone.Count);
        Assert.Equal(2, gone.Count(f => f.Contains("/audit/", StringComparison.Ordinal)));
        Assert.Equal(2, gone.Count(f => f.Contains("/nginx/", StringComparison.Ordinal)));
        Assert.Equal(2, gone.Select(f => f.Split('/')[2]).Distinct().Count());
        var taken = RegionFolder.Csv(poor.Path, "truth/events.csv").Select(r => r[3]).ToHashSet();
        Assert.Contains(gone, f => f.Contains("/audit/", StringComparison.Ordinal) && taken.Contains(f));
        Assert.Contains(gone, f => f.Contains("/nginx/", StringComparison.Ordinal) && taken.Contains(f));
        Assert.Equal(2, RegionFolder.Csv(poor.Path, "truth/hostile.csv").Count(r => r[0] == "missing-logs" && r[1].Contains(gone[0].Split('/')[2], StringComparison.Ordinal) | r[1].Contains(gone[^1].Split('/')[2], StringComparison.Ordinal)));
    }

    [Fact]
    public void Merges_are_ten_times_as_many()
    {
        using var plain = Make();
        using var torn = Make("merges");
        Assert.InRange(Merged(torn), 6 * Merged(plain), 14 * Merged(plain));
        Assert.Contains(RegionFolder.Csv(torn.Path, "truth/hostile.csv"), r => r[0] == "merges");

        static int Merged(Folder folder) => RegionFolder.Csv(folder.Path, "context/patients.csv").GroupBy(r => r[0] + r[1]).Count(r => r.Last()[13].Length > 0 || r.Skip(1).Any(v => v[11] == "DOUB"));
    }

    [Fact]
    public void The_slow_clock_is_one_portal_s_and_shared_request_ids_show_it()
    {
        using var folder = Make("clock");
        var trail = new OutsideTrail(folder.Path);
        var offsets = trail.Requests.GroupBy(r => r.Host, r => (trail.Recorded[r.Id] - trail.Times[r.Id]).TotalSeconds).ToDictionary(g => g.Key, g => g.Order().ElementAt(g.Count() / 2));
        Assert.Equal(3, offsets.Count);
        var late = Assert.Single(offsets, o => o.Value < -2);
        Assert.InRange(late.Value, -661.5, -659);
        Assert.Contains(RegionFolder.Csv(folder.Path, "truth/hostile.csv"), r => r[0] == "clock" && r[1].Contains(late.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void The_wrong_profile_is_one_attacked_portal_s_and_changes_nothing_else()
    {
        using var plain = Make();
        using var lied = Make("wrong-profile");
        Assert.All(Files(plain), f => Assert.Equal(f.Value, Files(lied)[f.Key]));
        var told = new OutsideRegister(lied.Path).Profiles;
        var wrong = new OutsideRegister(plain.Path).Profiles.Where(p => !p.Value.OrderBy(x => x.Key).SequenceEqual(told[p.Key].OrderBy(x => x.Key))).Select(p => p.Key).ToList();
        Assert.Equal(2, wrong.Count); // the two names of one portal
        Assert.All(wrong, name => Assert.Equal(("exact", "[birthdate, family, given, id]"), (told[name]["match"], told[name]["order"])));
        Assert.Contains(RegionFolder.Csv(lied.Path, "truth/hostile.csv"), r => r[0] == "wrong-profile" && wrong.Contains(r[1]));
        Assert.Contains(RegionFolder.Csv(lied.Path, "truth/events.csv"), r => r[3].Contains(wrong[0].Split("//")[^1].Split('.')[0], StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_condition_is_refused() =>
        Assert.Throws<ArgumentException>(() => Region.Write(Plain with { Hostile = ["earthquake"] }, null, TestContext.Current.CancellationToken));

    private static Folder Make(params string[] hostile)
    {
        var folder = new Folder();
        Region.Write(Plain with { Hostile = hostile, Out = folder.Path }, null, TestContext.Current.CancellationToken);
        return folder;
    }

    private static Dictionary<string, string> Files(Folder folder) =>
        RegionFolder.Files(folder.Path, "trails").ToDictionary(f => f.Path, f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(f.Bytes)));
}
