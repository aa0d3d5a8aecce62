using System.Text.Json;
using System.Xml;

namespace Egide.Simulator.Tests;

/// <summary>Records of one exchange in two systems carry the same ids.</summary>
public class TwinTests(RegionFixture region)
{
    [Fact]
    public void Portal_events_and_the_web_front_share_request_ids_and_sessions_those_of_keycloak()
    {
        HashSet<string> requests = [], sessions = [];
        foreach (var (_, line) in RegionFolder.Lines(region.Root, "/nginx/"))
            using (var json = JsonDocument.Parse(line))
                requests.Add(json.RootElement.GetProperty("request_id").GetString()!);
        foreach (var (path, bytes) in RegionFolder.Files(region.Root, "trails").Where(f => f.Path.Contains("keycloak", StringComparison.Ordinal)))
            foreach (var line in RegionFolder.Split(bytes).Where(l => l.Length > 5))
                using (var json = JsonDocument.Parse(line.TrimEnd(',')))
                    if (json.RootElement.GetProperty("type").GetString() == "LOGIN")
                        sessions.Add(json.RootElement.GetProperty("sessionId").GetString()!);
        int n = 0, late = 0;
        foreach (var (_, line) in RegionFolder.Lines(region.Root, "/audit/"))
        {
            using var json = JsonDocument.Parse(line);
            var entity = json.RootElement.GetProperty("entity").EnumerateArray().Last();
            // A request under way at the end of the last day has no line yet.
            late += requests.Contains(entity.GetProperty("what").GetProperty("identifier").GetProperty("value").GetString()!) ? 0 : 1;
            Assert.Contains(json.RootElement.GetProperty("agent")[2].GetProperty("policy")[0].GetString()!, sessions);
            n++;
        }
        Assert.True(late <= 3, $"{late} of {n} events without a line of the web front");
    }

    [Fact]
    public void Registry_twins_answer_the_hospitals_questions()
    {
        HashSet<string> asked = [];
        foreach (var (path, bytes) in RegionFolder.Files(region.Root, "trails").Where(f => f.Path.Contains("/dpi/atna/", StringComparison.Ordinal)))
            foreach (var xml in RegionFolder.Frames(path, bytes))
                if (QueryId(xml) is { } id)
                    asked.Add(id);
        var answered = RegionFolder.Files(region.Root, "trails").Where(f => f.Path.Contains("registre", StringComparison.Ordinal)).SelectMany(f => RegionFolder.Frames(f.Path, f.Bytes)).Select(QueryId).OfType<string>().ToHashSet();
        Assert.Superset(answered, asked);
        Assert.InRange(answered.Count, (int)(asked.Count * .95), asked.Count - 1); // a few were lost, on purpose
    }

    private static string? QueryId(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        while (reader.ReadToFollowing("ParticipantObjectIdentification"))
            if (reader.GetAttribute("ParticipantObjectTypeCodeRole") == "24")
                return reader.GetAttribute("ParticipantObjectID");
        return null;
    }
}
