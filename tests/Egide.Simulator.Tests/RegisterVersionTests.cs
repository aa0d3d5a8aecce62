using System.Globalization;

namespace Egide.Simulator.Tests;

public class RegisterVersionTests(RegionFixture region)
{
    private const int Ins = 2, Family = 3, Born = 5, Phone = 7, Address = 9, Status = 11, From = 12, To = 13;

    private readonly List<IGrouping<string, string[]>> _records = [.. RegionFolder.Csv(region.Root, "context/patients.csv").GroupBy(r => r[0] + "|" + r[1])];

    [Fact]
    public void Versions_of_a_record_follow_one_another_half_open_and_never_overlap() => Assert.All(_records, record =>
    {
        var versions = record.ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i][From].Length > 0)
                Time(versions[i][From]);
            Assert.True(versions[i][From].Length == 0 || versions[i][To].Length == 0 || Time(versions[i][From]) < Time(versions[i][To]), record.Key);
            if (i == 0)
                continue;
            Assert.True(Time(versions[i - 1][To]) <= Time(versions[i][From]), record.Key);
            Assert.False(versions[i - 1].Take(From).SequenceEqual(versions[i].Take(From)) && versions[i - 1][To] == versions[i][From], record.Key + " changed in nothing");
        }
    });

    [Fact]
    public void One_or_two_records_in_a_hundred_change_in_a_month_and_some_are_new()
    {
        var standing = _records.Where(r => r.First()[From].Length == 0).ToList();
        Assert.Equal(region.Options.Patients, standing.Count);
        var changed = standing.Count(r => r.First()[To].Length > 0) / (double)standing.Count;
        var registered = (_records.Count - standing.Count) / (double)standing.Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{changed:P2} changed, {registered:P2} registered");
        Assert.InRange(changed, .01, .02);
        Assert.InRange(registered, .003, .01);
        Assert.All(_records.SelectMany(r => r).SelectMany(r => new[] { r[From], r[To] }).Where(t => t.Length > 0),
            t => Assert.InRange(Time(t), new DateTimeOffset(2026, 8, 31, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 9, 30, 22, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Each_kind_of_change_occurs()
    {
        var steps = _records.SelectMany(r => r.Zip(r.Skip(1))).ToList();
        foreach (var column in new[] { Family, Born, Phone, Address })
            Assert.Contains(steps, s => s.First[column] != s.Second[column]);
        Assert.Contains(steps, s => s.First[Ins].Length == 0 && s.Second is { } now && now[Ins].Length > 0 && now[Status] == "QUAL");
        var numbers = _records.SelectMany(r => r).ToLookup(r => r[Ins], r => r[1]);
        var absorbed = steps.Where(s => s.First[Status] != "DOUB" && s.Second[Status] == "DOUB").ToList();
        Assert.NotEmpty(absorbed);
        Assert.All(absorbed, s => Assert.True(numbers[s.Second[Ins]].Distinct().Count() > 1, s.Second[1]));
        Assert.Contains(_records, r => r.Last()[To].Length > 0); // closed for good
        Assert.Contains(_records, r => r.Zip(r.Skip(1)).Any(s => s.First[To] != s.Second[From]) || r.Zip(r.Skip(1)).Any(s => s.First[Status] == "DOUB")); // a split
    }

    [Fact]
    public void Canaries_shown_are_told_apart_and_are_nobody()
    {
        var fictive = _records.Where(r => r.Any(v => v[Status] == "FICT")).Select(r => r.Key).ToHashSet();
        var canaries = RegionFolder.Csv(region.Root, "truth/canaries.csv").ToList();
        Assert.NotEmpty(canaries);
        Assert.All(canaries, c => Assert.Contains(c[1] + "|" + c[2], fictive));
        var exposure = RegionFolder.Csv(region.Root, "truth/exposure.csv").ToList();
        Assert.All(exposure, r => Assert.Equal(fictive.Contains(r[1] + "|" + r[2]), r[7].Length == 0));
        Assert.Equal(exposure.Where(r => r[7].Length == 0).Select(r => r[0] + r[1] + r[2]).Distinct().Order(), canaries.Select(c => c[0] + c[1] + c[2]).Order());
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
