using System.Net;
using System.Text.Json.Nodes;
using Egide.Journal;

namespace Egide.Web.Tests.Tde;

/// <summary>A restart finds again what was found, kept on disk or not, and knows what was erased meanwhile.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData(10), InlineData(1 << 20)]
    public async Task What_was_found_is_found_again_but_for_what_was_erased(int inMemory)
    {
        await using var served = new Served { PostingsInMemory = inMemory };
        await served.Start();
        var positions = await served.Bring("fhir here", Samples.Fhir("a", "2025-01-10T10:00:00Z"), Samples.Fhir("a", "2025-01-11T10:00:00Z"), Samples.Fhir("b", "2025-01-11T10:00:00Z"));
        Assert.Equal(2, await Found(served));
        await served.Stop();
        FileJournal.Erase(Path.Combine(served.Folder, "data", "journal"), [positions[0]], "egide/live", Path.Combine(served.Folder, "key"));
        await served.Start();
        await served.Indexed(positions[^1]);
        Assert.Equal(1, await Found(served));
        using var erased = await served.Http.GetAsync(new Uri($"/fhir/AuditEvent/{positions[0]}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, erased.StatusCode);
        // What was acknowledged can be read at once, published or not.
        var receipt = await served.Station.Intake.Take(new Egide.Connectors.Live.Delivery("fhir here", [System.Text.Encoding.UTF8.GetBytes(Samples.Fhir("c", "2025-01-12T10:00:00Z"))]), TestContext.Current.CancellationToken);
        using var fresh = await served.Http.GetAsync(new Uri($"/fhir/AuditEvent/{receipt.Positions[0]}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
    }

    [Fact]
    public async Task A_search_that_meets_damage_is_told_to_come_again_and_is_answered_then()
    {
        await using var served = new Served { PostingsInMemory = 10 };
        await served.Start();
        var syslog = Samples.Syslog("2025-02-01T10:00:00Z", Samples.Dicom("a", "2025-02-01T09:59:00Z"));
        var positions = await served.Bring("syslog/tls 10.1.2.3", Samples.Fhir("a", "2025-01-10T10:00:00Z"), syslog, Samples.Fhir("a", "2025-01-11T10:00:00Z"));
        foreach (var ask in new[] { "/fhir/AuditEvent?patient=Patient/a", "/syslogsearch?date=ge2025-01-01" })
        {
            foreach (var path in Directory.GetFiles(Path.Combine(served.Folder, "data", "index"), "*.postings"))
            {
                using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                RandomAccess.SetLength(file, 30);
            }

            using (var refused = await served.Http.GetAsync(new Uri(ask, UriKind.Relative), TestContext.Current.CancellationToken))
                Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter is not null));
            await served.Indexed(positions[^1]);
            using var answered = await served.Http.GetAsync(new Uri(ask, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        }

        Assert.Equal(2, await Found(served));
    }

    private static async Task<int> Found(Served served) =>
        JsonNode.Parse(await served.Http.GetStringAsync(new Uri("/fhir/AuditEvent?patient=Patient/a", UriKind.Relative)))!["total"]!.GetValue<int>();
}
