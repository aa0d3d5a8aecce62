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

    [Fact]
    public async Task WhatOfTheContextDoesNotCountIsSaid()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        Directory.CreateDirectory(folder["context"]);
        await File.WriteAllTextAsync(folder["in", "a.ndjson"], Event(0), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder["context", "accounts.csv"], ["idp,account,rpps", .. Enumerable.Range(0, 70).Select(i => $"p,,{i}"), "p,drx,10100017846"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["context", "cut.csv"], "cidr,kind\n192.0.2.0/24,home\n\"198.51.100.0/24,home\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["context", "care.csv"], "doctor,patient\n1,2\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["context", "notes.md"], "# Notes\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["context", "mixed.ndjson"], """{"resourceType":"Patient","id":"1"}""" + "\n" + Event(1), TestContext.Current.CancellationToken);
        var said = await Investigate(folder, folder["in"], "--context", folder["context"]);
        Assert.Equal(1, said.Code);
        Assert.Contains("1 file could not be read whole, first " + folder["context", "cut.csv"], said.Error, StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(folder["out", "report.html"], TestContext.Current.CancellationToken);
        foreach (var (file, what) in new[] { ("accounts.csv", "70 rows, resources or messages cannot be used and do not count."), ("care.csv", "Given as context, it has no form that is known"), ("mixed.ndjson", "Given as context, it holds something else as well") })
        {
            Assert.Contains($"WARNING: context: {folder["context", file]}: {what}", said.Error, StringComparison.Ordinal);
            Assert.Contains($"{folder["context", file]}: {what}", report, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("notes.md", said.Error, StringComparison.Ordinal);
        Assert.Equal(1, (long)JsonNode.Parse(said.Out)!["events"]!);
    }

    [Fact]
    public async Task TheResultIsNotReadThoughItLiesAmongTheTrails()
    {
        using var folder = new TemporaryFolder();
        var (trails, result) = (folder["in"], folder["in", "out"]);
        Directory.CreateDirectory(trails);
        await File.WriteAllTextAsync(folder["in", "a.ndjson"], Event(0), TestContext.Current.CancellationToken);
        foreach (var input in new[] { trails, trails + "/" })
        {
            var said = await Invocation.Of("investigate", input, "--out", result + "/", "--key", folder.Key, "--lang", "en", "--json");
            Assert.True(said.Code is 0 or 1, said.Error);
            Assert.Equal((1, 0), ((long)JsonNode.Parse(said.Out)!["events"]!, (long)JsonNode.Parse(said.Out)!["quarantined"]!));
            Assert.Contains("It is the folder of the result", await File.ReadAllTextAsync(Path.Combine(result, "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var refused = await Invocation.Of("investigate", trails, result + "/", "--out", result, "--key", folder.Key, "--lang", "en");
        Assert.Equal(2, refused.Code);
        Assert.Contains("is also given to be read", refused.Error, StringComparison.Ordinal);
    }

    private static Task<Invocation> Investigate(TemporaryFolder folder, params string[] arguments) =>
        Invocation.Of(["investigate", .. arguments, "--out", folder["out"], "--key", folder.Key, "--lang", "en", "--json"]);

    private static string Event(int number) =>
        """{"resourceType":"AuditEvent","type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"read"}],"action":"R","recorded":"2026-09-02T10:00:0NZ","outcome":"0","agent":[{"who":{"identifier":{"system":"https://rpps.esante.gouv.fr","value":"10100017846"}},"altId":"drx","requestor":true,"network":{"address":"192.0.2.5","type":"2"}}],"source":{"observer":{"display":"portal"}},"entity":[{"what":{"reference":"Patient/1"}}]}"""
            .Replace("10:00:0N", $"10:00:0{number}", StringComparison.Ordinal);
}
