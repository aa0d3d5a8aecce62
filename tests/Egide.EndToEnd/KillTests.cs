using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Egide.EndToEnd;

/// <summary>
/// Power cuts under load: what was acknowledged is there, nothing is there twice, and a restart goes on with the same findings.
/// <c>EGIDE_KILLS</c> says how many cuts (5 when absent).
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Senders = 4;
    private readonly TemporaryFolder _folder = new();
    private int _number;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatWasAcknowledgedIsThereOnce()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("EGIDE_KILLS") ?? "5", CultureInfo.InvariantCulture);
        var acknowledged = new Dictionary<string, long>(StringComparer.Ordinal);
        var unanswered = new List<string>();
        for (var kill = 0; kill < kills; kill++)
        {
            // Some are brought while the journal is read again, and every other start is cut not long after.
            await using var serving = await Serving.Listening("--data", _folder["data"], "--key", _folder["key"]);
            // Those who had no answer send again, as senders do.
            foreach (var body in unanswered.ToList()) await Send(serving, body, acknowledged, unanswered);
            Assert.Empty(unanswered);
            using var stop = new CancellationTokenSource();
            var senders = Enumerable.Range(0, Senders).Select(_ => Feed(serving, acknowledged, unanswered, stop.Token)).ToList();
            await Task.Delay(kill % 2 * 200 + kill * 97 % 700, TestContext.Current.CancellationToken);
            await serving.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(senders);
        }

        await using var last = await Serving.Start("--data", _folder["data"], "--key", _folder["key"]);
        foreach (var body in unanswered.ToList()) await Send(last, body, acknowledged, unanswered);
        var found = await Found(last);
        Assert.Contains("intruder", found, StringComparison.Ordinal);
        Assert.Equal(0, await last.Stop());
        await using (var again = await Serving.Start("--data", _folder["data"], "--key", _folder["key"]))
        {
            Assert.Equal(found, await Found(again));
            Assert.Equal(0, await again.Stop());
        }

        var verified = await Invocation.Of("verify", _folder["data/journal"]);
        Assert.Equal(0, verified.Code);
        var stored = Stored("data/journal");
        Assert.Equal(acknowledged.OrderBy(a => a.Key, StringComparer.Ordinal), stored.OrderBy(a => a.Key, StringComparer.Ordinal));
        Assert.True(acknowledged.Count > 20 * kills, $"only {acknowledged.Count} records under {kills} cuts");
    }

    [Fact]
    public async Task AFullDiskRefusesLoudlyAndWhenThereIsRoomAgainItGoesOn()
    {
        using var disk = SmallDisk.Make(_folder["full"], megabytes: 24);
        if (disk is null)
        {
            Assert.Skip("Only root can make a small disk.");
            return;
        }

        await using var serving = await Serving.Start("--data", disk.Path, "--key", _folder["key"]);
        var (acknowledged, unanswered) = (new Dictionary<string, long>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < 20; i++) await Send(serving, Event(), acknowledged, unanswered);
        disk.Fill();
        // What room the last page of a file has left takes a few more.
        while (await Answered(serving, acknowledged, unanswered)) Assert.True(acknowledged.Count < 500);
        using (var refused = await serving.Post("/fhir/AuditEvent", unanswered[0])) Assert.Equal(503, (int)refused.StatusCode);
        using (var health = await serving.Http.GetAsync(new Uri(serving.Url, "/health"), TestContext.Current.CancellationToken)) Assert.Equal(503, (int)health.StatusCode);
        disk.Empty();
        foreach (var body in unanswered.ToList()) await Send(serving, body, acknowledged, unanswered);
        for (var i = 0; i < 20; i++) await Send(serving, Event(), acknowledged, unanswered);
        Assert.Empty(unanswered);
        using (var health = await serving.Http.GetAsync(new Uri(serving.Url, "/health"), TestContext.Current.CancellationToken)) Assert.Equal(200, (int)health.StatusCode);
        Assert.Equal(0, await serving.Stop());
        Assert.Equal(0, (await Invocation.Of("verify", _folder["full/journal"])).Code);
        Assert.Equal(acknowledged.Keys.Order(StringComparer.Ordinal), Stored("full/journal").Keys.Order(StringComparer.Ordinal));
    }

    // What is told of incidents, once what waits for late records was judged: twice the same, two states apart.
    private static async Task<string> Found(Serving serving)
    {
        await serving.SignIn();
        for (var before = "";;)
        {
            await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
            var told = await serving.Json("/api/incidents");
            // The journal's own size grows with what is stated at each start.
            foreach (var incident in told) incident!.AsObject().Remove("as_of");
            var incidents = told.ToJsonString();
            if (incidents == before) return incidents;
            before = incidents;
        }
    }

    private async Task<bool> Answered(Serving serving, Dictionary<string, long> acknowledged, List<string> unanswered)
    {
        await Send(serving, Event(), acknowledged, unanswered);
        return unanswered.Count == 0;
    }

    private async Task Feed(Serving serving, Dictionary<string, long> acknowledged, List<string> unanswered, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) await Send(serving, Event(), acknowledged, unanswered);
    }

    private static async Task Send(Serving serving, string body, Dictionary<string, long> acknowledged, List<string> unanswered)
    {
        try
        {
            using var answer = await serving.Post("/fhir/AuditEvent", body);
            if ((int)answer.StatusCode != 201) throw new HttpRequestException($"{answer.StatusCode}");
            var position = long.Parse(answer.Headers.Location!.ToString().Split('/')[^1], CultureInfo.InvariantCulture);
            lock (acknowledged)
            {
                acknowledged.Add(body, position);
                unanswered.Remove(body);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or System.Net.Sockets.SocketException)
        {
            lock (acknowledged)
                if (!unanswered.Contains(body)) unanswered.Add(body);
        }
    }

    private Dictionary<string, long> Stored(string journal)
    {
        var reader = Egide.Journal.JournalReader.Open(_folder[journal]);
        var stored = new Dictionary<string, long>(StringComparer.Ordinal);
        for (long position = 0; position < reader.Count; position++)
            if (reader.Entry(position).Kind == Egide.Journal.EntryKind.Record) stored.Add(Encoding.UTF8.GetString(reader.Payload(position)!), position);
        return stored;
    }

    // Carers read; every third record is an intruder's, who goes through the register.
    private string Event()
    {
        var number = Interlocked.Increment(ref _number);
        var search = number % 3 == 0;
        var query = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET /fhir/Patient?family={(char)('A' + number / 26 % 26)}{(char)('A' + number % 26)}A&_count=50")));
        var agent = search ? new JsonObject { ["altId"] = "intruder", ["requestor"] = true, ["network"] = new JsonObject { ["address"] = "203.0.113.9", ["type"] = "2" } } : new JsonObject { ["altId"] = $"user{number % 9}", ["requestor"] = true };
        var entity = search ? new JsonObject { ["role"] = new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/object-role", ["code"] = "24" }, ["query"] = query } : new JsonObject { ["what"] = new JsonObject { ["reference"] = $"Patient/{number % 50}" } };
        return new JsonObject
        {
            ["resourceType"] = "AuditEvent", ["id"] = number.ToString(CultureInfo.InvariantCulture),
            ["type"] = new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/audit-event-type", ["code"] = "rest" }, ["action"] = search ? "E" : "R",
            ["recorded"] = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(number).ToString("O", CultureInfo.InvariantCulture), ["outcome"] = "0",
            ["agent"] = new JsonArray(agent), ["source"] = new JsonObject { ["observer"] = new JsonObject { ["display"] = "kill" } }, ["entity"] = new JsonArray(entity),
        }.ToJsonString();
    }
}
