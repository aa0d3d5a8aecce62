using System.Text.Json.Nodes;

namespace Egide.EndToEnd;

/// <summary>What becomes of inputs as they come: mixed, misplaced, damaged. Nothing is dropped without a word.</summary>
public sealed class InputsTests
{
    [Fact]
    public async Task AuditEventsBehindAResourceOfTheContextAreRead()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        const string patient = """{"resourceType":"Patient","id":"1","identifier":[{"system":"urn:oid:1.2.3","value":"1"}],"name":[{"family":"Z"}]}""";
        await File.WriteAllLinesAsync(folder["in", "a.ndjson"], [patient, Event(0), Event(1)], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["in", "b.json"], $$"""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{{patient}}},{"resource":{{Event(2)}}}]}""", TestContext.Current.CancellationToken);
        var said = await Investigate(folder, folder["in"]);
        Assert.True(said.Code is 0 or 1, said.Error);
        Assert.Equal(3, (long)JsonNode.Parse(said.Out)!["events"]!);
        // The patient is no record that was not understood.
        Assert.Equal(0, (long)JsonNode.Parse(said.Out)!["quarantined"]!);
        // They served as context as well: persons are no longer counted by identifier alone.
        Assert.DoesNotContain("No patient register was given", await File.ReadAllTextAsync(folder["out", "report.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Task<Invocation> Investigate(TemporaryFolder folder, params string[] arguments) =>
        Invocation.Of(["investigate", .. arguments, "--out", folder["out"], "--key", folder.Key, "--lang", "en", "--json"]);

    private static string Event(int number) =>
        """{"resourceType":"AuditEvent","type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"read"}],"action":"R","recorded":"2026-09-02T10:00:0NZ","outcome":"0","agent":[{"who":{"identifier":{"system":"https://rpps.esante.gouv.fr","value":"10100017846"}},"altId":"drx","requestor":true,"network":{"address":"192.0.2.5","type":"2"}}],"source":{"observer":{"display":"portal"}},"entity":[{"what":{"reference":"Patient/1"}}]}"""
            .Replace("10:00:0N", $"10:00:0{number}", StringComparison.Ordinal);
}
