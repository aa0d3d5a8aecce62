using System.Text.Json;
using Egide.Detect;

namespace Egide.Report.Files;

/// <summary><c>findings.ndjson</c>, a finding a line.</summary>
internal static class FindingsFile
{
    public static void Write(IReadOnlyList<Finding> findings, Stream to)
    {
        foreach (var finding in findings)
        {
            using (var json = new Utf8JsonWriter(to, Json.Line)) Line(json, finding);
            to.WriteByte((byte)'\n');
        }
    }

    private static void Line(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", Json.SchemaVersion);
        json.WriteString("id", finding.Id);
        json.WriteString("detector", finding.Detector);
        json.WriteString("account", finding.Account);
        json.WriteString("session", finding.Session);
        json.WriteString("at", Json.Instant(finding.At));
        json.WriteNumber("score", Math.Round(finding.Score, 3));
        json.WriteStartObject("sentence");
        json.WriteString("fr", finding.Sentence.Fr);
        json.WriteString("en", finding.Sentence.En);
        json.WriteEndObject();
        json.WriteStartArray("evidence");
        foreach (var position in finding.Evidence) json.WriteNumberValue(position);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
