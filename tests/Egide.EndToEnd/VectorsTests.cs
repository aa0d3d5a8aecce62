using System.Text.Json.Nodes;

namespace Egide.EndToEnd;

/// <summary>Audit records that others published, each of which is to be read as one event.</summary>
public sealed class VectorsTests
{
    [Fact]
    public async Task EachPublishedRecordIsAnEventAndNothingElseIs()
    {
        if (Places.Vectors is not { } vectors)
        {
            Assert.Skip("No folder ../shared/vectors.");
            return;
        }

        var expected = File.ReadLines(Path.Combine(vectors, "expected.jsonl")).Select(line => (string)JsonNode.Parse(line)!["file"]!).ToList();
        using var folder = new TemporaryFolder();
        var said = await Invocation.Of("investigate", vectors, "--out", folder["out"], "--key", folder.Key);
        Assert.True(said.Code is 0 or 1, said.Error);
        Assert.Equal(90, expected.Count);
        Assert.Equal(expected.Count, Sample.Json(folder["out"], "sources.json").Sum(source => (long)source!["events"]!));
        var quarantined = Sample.Lines(folder["out"], "quarantine.ndjson").Select(record => Path.GetRelativePath(vectors, (string)record["file"]!));
        Assert.Empty(quarantined.Intersect(expected));
    }
}
