using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Egide.EndToEnd;

/// <summary>A journal copied while records come in, as docs/operate.md says, and a station that goes on from the copy.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ACopyMadeUnderLoadIsWholeAndAStationGoesOnFromIt()
    {
        await using (var serving = await Serving.Start("--data", _folder["data"], "--key", _folder["key"]))
        {
            using var stop = new CancellationTokenSource();
            var senders = Enumerable.Range(0, 4).Select(sender => Feed(serving, sender, stop.Token)).ToList();
            for (var copy = 0; copy < 4; copy++)
            {
                await Task.Delay(2300, TestContext.Current.CancellationToken);
                await Copy(_folder["data/journal"], _folder[$"copy-{copy}"]);
                var verified = await Invocation.Of("verify", _folder[$"copy-{copy}"]);
                Assert.True(verified.Code == 0, verified.Error);
            }

            await stop.CancelAsync();
            await Task.WhenAll(senders);
        }

        var copied = Egide.Journal.JournalReader.Open(_folder["copy-3"]).Count;
        Assert.True(copied > 20, $"only {copied} entries in the copy");
        Directory.CreateDirectory(_folder["restored"]);
        Directory.Move(_folder["copy-3"], _folder["restored/journal"]);
        await using var again = await Serving.Start("--data", _folder["restored"], "--key", _folder["key"]);
        using (var answer = await again.Post("/fhir/AuditEvent", Event(9, 1))) Assert.Equal(201, (int)answer.StatusCode);
        Assert.Equal(0, await again.Stop());
        Assert.Equal(0, (await Invocation.Of("verify", _folder["restored/journal"])).Code);
        Assert.True(Egide.Journal.JournalReader.Open(_folder["restored/journal"]).Count > copied);
    }

    // The checkpoint first: what it vouches for is then in what is copied after it.
    private static async Task Copy(string journal, string to)
    {
        Directory.CreateDirectory(to);
        File.Copy(Path.Combine(journal, "checkpoint"), Path.Combine(to, "checkpoint"));
        using var copying = Process.Start("cp", ["--recursive", "--no-clobber", journal + "/.", to]);
        await copying.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task Feed(Serving serving, int sender, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
            using (var answer = await serving.Post("/fhir/AuditEvent", Event(sender, number)))
                Assert.Equal(201, (int)answer.StatusCode);
    }

    private static string Event(int sender, int number) => new JsonObject
    {
        ["resourceType"] = "AuditEvent", ["id"] = string.Create(CultureInfo.InvariantCulture, $"{sender}-{number}"),
        ["type"] = new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/audit-event-type", ["code"] = "rest" }, ["action"] = "R",
        ["recorded"] = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(number).ToString("O", CultureInfo.InvariantCulture), ["outcome"] = "0",
        ["agent"] = new JsonArray(new JsonObject { ["altId"] = $"user{sender}", ["requestor"] = true }), ["source"] = new JsonObject { ["observer"] = new JsonObject { ["display"] = "backup" } },
        ["entity"] = new JsonArray(new JsonObject { ["what"] = new JsonObject { ["reference"] = $"Patient/{number % 50}" } }),
    }.ToJsonString();
}
