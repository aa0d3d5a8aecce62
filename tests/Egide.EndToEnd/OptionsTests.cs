using System.Globalization;

namespace Egide.EndToEnd;

/// <summary>What each option of the commands changes, in the real program.</summary>
public sealed class OptionsTests(Sample sample)
{
    [Fact]
    public async Task AnAccountAskedForIsLookedAtWhateverItsScore()
    {
        using var folder = new TemporaryFolder();
        var found = Accounts(sample.French);
        var asked = File.ReadLines(Path.Combine(sample.Region, "context", "accounts.csv")).Skip(1).Select(line => line.Split(',')[1]).Where(a => !found.Contains(a)).Take(4).ToList();
        var said = await Invocation.Of(["investigate", sample.Region, "--out", folder["out"], "--key", folder.Key, "--lang", "en", "--account", .. asked]);
        Assert.True(said.Code == 1, said.Error);
        var now = Accounts(folder["out"]);
        Assert.Superset(found, now);
        now.ExceptWith(found);
        Assert.NotEmpty(now);
        Assert.Subset(asked.ToHashSet(), now);
        // Looked at is not accused.
        var watched = Sample.Json(folder["out"], "incidents.json").Where(i => (string)i!["status"]! == "watch").ToList();
        Assert.Equal(now.Order(), watched.Select(i => (string)i!["accounts"]![0]!["id"]!).Order());
        Assert.All(watched, i => Assert.DoesNotContain("account used by someone else", (string)i!["title"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAccountIsAskedForByItsProfessionalsNumberAndOneThatIsNotThereIsSaid()
    {
        using var folder = new TemporaryFolder();
        var account = Sample.Json(sample.French, "incidents.json")[0]!["accounts"]![0]!;
        var said = await Invocation.Of("investigate", sample.Region, "--out", folder["out"], "--key", folder.Key, "--account", (string)account["practitioner"]!, "nobody-of-that-name", "--lang", "en");
        Assert.True(said.Code == 1, said.Error);
        Assert.Contains("Account asked for and not in the trails: \"nobody-of-that-name\"", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain((string)account["practitioner"]!, said.Error, StringComparison.Ordinal);
        Assert.Contains("nobody-of-that-name", File.ReadAllText(Path.Combine(folder["out"], "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingOutsideSinceAndUntilIsLookedAt()
    {
        using var folder = new TemporaryFolder();
        var incident = Sample.Json(sample.French, "incidents.json")[0]!;
        var since = At((string)incident["window"]!["from"]!).AddHours(-1);
        var until = since.AddDays(1);
        var account = (string)incident["accounts"]![0]!["id"]!;
        var said = await Invocation.Of("investigate", sample.Region, "--out", folder["out"], "--key", folder.Key, "--account", account, "--since", Text(since), "--until", Text(until));
        Assert.True(said.Code is 0 or 1, said.Error);
        var sessions = File.ReadLines(Path.Combine(folder["out"], "sessions.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.NotEmpty(sessions);
        Assert.All(sessions, s => Assert.InRange(At(s[3]), since, until));
        // The sources are told whole: what was given is not what was looked at.
        Assert.Equal(Sample.Json(sample.French, "sources.json").Sum(s => (long)s!["events"]!), Sample.Json(folder["out"], "sources.json").Sum(s => (long)s!["events"]!));
    }

    [Theory]
    [InlineData("--cases-per-day -3: give a number above 0", "--cases-per-day", "-3")]
    [InlineData("--cases-per-day NaN: give a number above 0", "--cases-per-day", "NaN")]
    [InlineData("--since must be before --until", "--since", "2026-03-03", "--until", "2026-03-02")]
    [InlineData("--until tomorrow is no date", "--until", "tomorrow")]
    public async Task AnOptionThatMakesNoSenseIsSaidBeforeAnythingIsRead(string sentence, params string[] given)
    {
        using var folder = new TemporaryFolder();
        var said = await Invocation.Of(["investigate", sample.Region, "--out", folder["out"], "--lang", "en", .. given]);
        Assert.Equal(2, said.Code);
        Assert.Contains(sentence, said.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task ADataMapChangesWhatAccessesShow()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["map.yaml"], "resources:\n  Patient: [account.credential]\nelements:\n  Patient: {}\n");
        var said = await Invocation.Of("investigate", sample.Region, "--out", folder["out"], "--key", folder.Key, "--data-map", folder["map.yaml"]);
        Assert.True(said.Code == 1, said.Error);
        Assert.DoesNotContain("account.credential", Categories(sample.French));
        Assert.Contains("account.credential", Categories(folder["out"]));
        said = await Invocation.Of("investigate", sample.Region, "--out", folder["bad"], "--key", folder.Key, "--data-map", folder["nowhere.yaml"]);
        Assert.Equal(2, said.Code);
    }

    [Fact]
    public async Task ARecordIsProvenAloneAndAChangedProofIsNot()
    {
        using var folder = new TemporaryFolder();
        var position = (long)Sample.Lines(sample.French, "findings.ndjson").First()["evidence"]![0]!;
        var proof = folder["proof"];
        var said = await Invocation.Of("verify", sample.French, "--record", position.ToString(CultureInfo.InvariantCulture), "--out", proof, "--lang", "en");
        Assert.True(said.Code == 0, said.Out + said.Error);
        Assert.Contains("Whole and unchanged: 1 records", said.Out, StringComparison.Ordinal);
        var key = Path.Combine(sample.French, "journal", "verifier.vkey");
        Assert.Equal(0, (await Invocation.Of("verify", proof, "--key", key)).Code);
        var bytes = File.ReadAllBytes(proof);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(proof, bytes);
        Assert.NotEqual(0, (await Invocation.Of("verify", proof, "--key", key)).Code);
        Assert.Equal(2, (await Invocation.Of("verify", sample.French, "--record", "1")).Code);
        said = await Invocation.Of("verify", sample.French, "--record", "99999999", "--out", folder["none"]);
        Assert.Equal(2, said.Code);
        Assert.Contains("n’a pas d’enregistrement 99999999", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutProfilesTheIntervalIsWiderAndTheReportSaysWhatWouldNarrowIt()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(sample.Region, folder["region"]);
        File.Delete(folder["region", "context", "sources.yaml"]);
        File.Delete(folder["region", "context", "organisations.csv"]);
        var said = await Invocation.Of("investigate", folder["region"], "--out", folder["out"], "--key", folder.Key);
        Assert.True(said.Code == 1, said.Error);
        var (with, without) = (Width(sample.French), Width(folder["out"]));
        Assert.True(without > with, $"{with} with profiles, {without} without");
        var report = File.ReadAllText(folder["out", "report.html"]);
        Assert.Contains("Ce qui resserrerait l’intervalle", report, StringComparison.Ordinal);
        Assert.Contains("profiles:\n  - source: ", report, StringComparison.Ordinal);
        Assert.Contains("Aucune organisation n’a été donnée", report, StringComparison.Ordinal);
        var header = File.ReadLines(folder["out", "exposure.csv"]).First().Split(',');
        Assert.Equal(["persons", "note"], header[^2..]);
        var rows = File.ReadLines(folder["out", "exposure.csv"]).Skip(1).Select(line => line.Split(',')).ToList();
        var names = rows.Where(r => r[5] == "identity.name").ToList();
        Assert.Contains(names, r => r[6] == "bounded" && long.Parse(r[^2], CultureInfo.InvariantCulture) > 0);
        Assert.All(rows.Where(r => r[6] != "bounded" && char.IsAsciiDigit(r[2].FirstOrDefault('x'))), r => Assert.Fail($"an identifier system written {r[2]}"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["out", "exposure.csv"]));
    }

    private static long Width(string folder)
    {
        var persons = Sample.Json(folder, "incidents.json")[0]!["persons"]!;
        return (long)persons["upper"]! - (long)persons["lower"]!;
    }

    private static HashSet<string> Accounts(string folder) => [.. Sample.Json(folder, "incidents.json").SelectMany(i => i!["accounts"]!.AsArray()).Select(a => (string)a!["id"]!)];

    private static IEnumerable<string> Categories(string folder) => Sample.Json(folder, "incidents.json").SelectMany(i => i!["categories"]!.AsObject()).Select(c => c.Key);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
