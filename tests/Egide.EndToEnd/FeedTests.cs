using System.Text.Json.Nodes;

namespace Egide.EndToEnd;

/// <summary>The FHIR feed of a running station: what is taken, what is answered.</summary>
public sealed class FeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryShapeOfAFeedIsTakenAndAnsweredOnceDurable()
    {
        await using var serving = await Serving.Start("--data", _folder["data"], "--key", _folder["key"]);
        using var one = await serving.Post("/fhir/AuditEvent", Event("1"));
        Assert.Equal("/fhir/AuditEvent/1", one.Headers.Location!.ToString());
        using var again = await serving.Post("/fhir/AuditEvent", Event("1"));
        Assert.Equal((201, "/fhir/AuditEvent/1"), ((int)again.StatusCode, again.Headers.Location!.ToString()));

        using var batch = await serving.Post("/fhir", $$"""{"resourceType":"Bundle","type":"batch","entry":[{"resource":{{Event("2")}}},{"resource":{{Event("1")}}}]}""");
        var answer = JsonNode.Parse(await batch.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("batch-response", (string?)answer["type"]);
        Assert.Equal(["AuditEvent/2", "AuditEvent/1"], answer["entry"]!.AsArray().Select(e => (string?)e!["response"]!["location"]));

        using var lines = await serving.Post("/fhir", Event("3") + "\n" + Event("4") + "\n", "application/fhir+ndjson");
        Assert.Equal(200, (int)lines.StatusCode);
        using var strange = await serving.Post("/fhir/AuditEvent", "{\"resourceType\":\"Patient\"}");
        Assert.Equal(422, (int)strange.StatusCode);
        Assert.Contains("Kept in the journal at 5", await strange.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var empty = await serving.Post("/fhir/AuditEvent", " ");
        Assert.Equal(400, (int)empty.StatusCode);

        await serving.SignIn();
        for (var i = 0; i < 100 && (await serving.Json("/api/sources")).Count == 0; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(4, (long)(await serving.Json("/api/sources")).Single(s => (string?)s!["name"] == "feed")!["events"]!);

        Assert.Equal(0, await serving.Stop("-INT"));
        var exported = await Invocation.Of("export", _folder["data"], "--out", _folder["trails"]);
        Assert.Contains("5 ", exported.Out, StringComparison.Ordinal);
        await Invocation.Of("investigate", _folder["trails"], "--out", _folder["dossier"], "--key", _folder["key"]);
        Assert.Equal(4, (long)Sample.Json(_folder["dossier"], "sources.json").Single(s => (string?)s!["name"] == "feed")!["events"]!);
    }

    [Fact]
    public async Task NothingOfTheConsoleIsShownToOneWhoDidNotSignInAndALinkIsGoodOnce()
    {
        await using var serving = await Serving.Start("--data", _folder["data2"], "--key", _folder["key"]);
        foreach (var path in new[] { "/", "/settings", "/journal", "/incidents", "/accounts", "/accounts.csv", "/persons", "/api/incidents", "/api/journal/proof/0", "/live" })
        {
            using var answer = await serving.Http.GetAsync(new Uri(serving.Url, path), TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode == 401 || answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in", path);
        }

        await serving.SignIn();
        Assert.Contains("Maintenant", await serving.Http.GetStringAsync(serving.Url, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var other = new HttpClient();
        await Assert.ThrowsAnyAsync<Exception>(async () => await serving.SignIn(other));
    }

    private static string Event(string id) => $$"""
        {"resourceType":"AuditEvent","id":"{{id}}","type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"action":"R","recorded":"2026-03-03T20:04:0{{id}}Z","outcome":"0","agent":[{"altId":"u1","requestor":true}],"source":{"observer":{"display":"feed"} },"entity":[{"what":{"reference":"Patient/7"} }]}
        """.Trim();
}
