using System.Net;
using System.Text.Json.Nodes;
using Egide.Journal;

namespace Egide.Web.Tests.Tde;

/// <summary>A restart draws the index up again, and knows what was erased meanwhile.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task What_was_found_is_found_again_but_for_what_was_erased()
    {
        await using var served = new Served();
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

    private static async Task<int> Found(Served served) =>
        JsonNode.Parse(await served.Http.GetStringAsync(new Uri("/fhir/AuditEvent?patient=Patient/a", UriKind.Relative)))!["total"]!.GetValue<int>();
}
