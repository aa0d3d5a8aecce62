using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Egide.Journal;

namespace Egide.EndToEnd;

/// <summary>A station's folder of fourteen months ago, and what <c>egide retain</c> and <c>egide verify</c> do with it.</summary>
public sealed class RetainTests : IAsyncLifetime
{
    private const int Days = OldStation.Days, ADay = OldStation.ADay;
    private readonly TemporaryFolder _folder = new();

    public ValueTask InitializeAsync() => OldStation.Make(_folder);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task WhatIsDueIsShownThenDeletedThenProvenWithoutTheJournal()
    {
        var dry = await Retain("--dry-run", "--json");
        Assert.Equal(0, dry.Code);
        var due = JsonNode.Parse(dry.Out)!["due"]!.AsArray();
        Assert.Equal(Days, due.Count);
        Assert.True(due.All(one => one!["held_by"]!.AsArray().Count == 0), dry.Out);
        Assert.Empty(JournalReader.Open(_folder["data/journal"]).Deletions());
        Assert.Equal(2, (await Retain("--as-of", "2999-01-01")).Code);
        Assert.Equal(0, (await Retain("--as-of", "2999-01-01", "--dry-run")).Code);

        var done = await Retain("--lang", "en");
        Assert.Equal(0, done.Code);
        Assert.Contains($"{Days * ADay} payloads deleted", done.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing is past its time", (await Retain("--lang", "en")).Out, StringComparison.Ordinal);

        var verified = await Invocation.Of("verify", _folder["data"], "--deletions", "--lang", "en");
        Assert.Equal(0, verified.Code);
        Assert.Contains($"{Days * ADay} erased", verified.Out.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("rule trail (12 months), 60 payloads received from", verified.Out, StringComparison.Ordinal);
        var told = JsonNode.Parse((await Invocation.Of("verify", _folder["data"], "--deletions", "--json")).Out)!["Deletions"]!.AsArray();
        Assert.Equal(Days, told.Count);
        Assert.All(told, one => Assert.NotNull(one!["Done"]));

        var number = told[3]!["Number"]!.ToString();
        File.Copy(_folder["data/journal/verifier.vkey"], _folder["trusted"]);
        Assert.Equal(0, (await Invocation.Of("verify", _folder["data"], "--deletion", number, "--out", _folder["deletion.json"])).Code);
        Directory.Move(_folder["data"], _folder["elsewhere"]);
        var alone = await Invocation.Of("verify", _folder["deletion.json"], "--key", _folder["trusted"], "--json");
        Assert.Equal((0, 3), (alone.Code, (int)JsonNode.Parse(alone.Out)!["Payloads"]!));
        var forged = File.ReadAllText(_folder["deletion.json"]);
        var records = JsonNode.Parse(forged)!["records"]!.AsArray();
        var payload = Encoding.UTF8.GetString(Convert.FromBase64String(records[1]!["payload"]!.ToString()));
        File.WriteAllText(_folder["deletion.json"], forged.Replace(records[1]!["payload"]!.ToString(), Convert.ToBase64String(Encoding.UTF8.GetBytes(payload + " ")), StringComparison.Ordinal));
        Assert.Equal(1, (await Invocation.Of("verify", _folder["deletion.json"], "--key", _folder["trusted"])).Code);
        Assert.Equal(2, (await Invocation.Of("verify", _folder["elsewhere"], "--deletion", "5", "--out", _folder["none.json"])).Code);
    }

    [Fact]
    public async Task KilledAtAnyMomentTheSameCommandFinishesItAndNobodyIsLoggedTwice()
    {
        var random = new Random(20270202);
        for (var round = 0; round < 6; round++)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Egide.Cli.dll"), "retain", _folder["data"], "--key", _folder["key"]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            // Not before it has begun, which takes as long as the machine is busy.
            for (var i = 0; i < 300 && !process.HasExited && JournalReader.Open(_folder["data/journal"]).Deletions().Count() <= round; i++) await Task.Delay(20, TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(0, 60), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var found = Verifier.VerifyJournal(_folder["data/journal"]);
            Assert.True(found.Whole, $"{found.Fault} {found.Where} {found.Position}");
        }

        Assert.Equal(0, (await Retain()).Code);
        var whole = Verifier.VerifyJournal(_folder["data/journal"]);
        Assert.Equal((true, Days * ADay), (whole.Whole, whole.Erased));
        var logged = Logged();
        Assert.Equal(Days * ADay, logged.Count);
        Assert.Equal(logged.Count, logged.Distinct().Count());
        Assert.Equal(Days * ADay / 20, logged.Count(row => row.Contains("|p-7 ", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFiles(_folder["data/journal/segment"], "*.new"));
    }

    [Fact]
    public async Task AServedStationOrABadPolicyIsRefused()
    {
        File.WriteAllText(_folder["data/retention.yaml"], "trail:\n  period: forever\n");
        var bad = await Retain("--dry-run", "--lang", "en");
        Assert.Equal(2, bad.Code);
        Assert.Contains("'forever' (trail, period) is no period", bad.Error, StringComparison.Ordinal);
        File.Delete(_folder["data/retention.yaml"]);
        await using var station = OldStation.Open(_folder, TimeProvider.System);
        Assert.Equal(3, (await Retain()).Code);
        Assert.Equal(2, (await Invocation.Of("retain", _folder["nowhere"])).Code);
    }

    private Task<Invocation> Retain(params string[] more) => Invocation.Of(["retain", _folder["data"], "--key", _folder["key"], .. more]);

    // Every access that the person's log keeps.
    private List<string> Logged()
    {
        var reader = JournalReader.Open(_folder["data/journal"]);
        var rows = new List<string>();
        for (long position = 0; position < reader.Count; position++)
            if (reader.Entry(position) is { Kind: EntryKind.Fact } entry && Encoding.UTF8.GetString(entry.Header) == "person-log")
                rows.AddRange(JsonNode.Parse(reader.Payload(position)!)!["rows"]!.AsArray().Select(row => $"{row!["person"]} {row["at"]} {row["account"]} {row["position"]}"));
        return rows;
    }
}
