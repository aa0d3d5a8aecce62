using System.Text;
using System.Text.Json.Nodes;
using Egide.Connectors.Atna;
using Egide.Connectors.Fhir;
using Egide.Observe;

namespace Egide.Connectors.Vectors;

public class VectorTests
{
    private readonly IDecoder[] _decoders = [new FhirJsonDecoder(), new FhirXmlDecoder(), new DicomDecoder()];

    [Fact]
    public void EveryPublishedEventEqualsItsExpectedLine()
    {
        var root = SharedVectors.RootOrSkip();
        var wrong = new List<string>();
        var count = 0;
        var audit = new AuditEvent();
        foreach (var line in SharedVectors.Expected(root))
        {
            count++;
            var file = line.GetProperty("file").GetString()!;
            var record = SharedVectors.Record(Path.Combine(root, file), line.GetProperty("index").GetInt32());
            audit.Clear();
            var decoding = Decode(record, audit);
            if (decoding.Kind != DecodingKind.Event) wrong.Add($"{file}: {decoding}");
            else wrong.AddRange(ExpectedEvents.Differences(line, audit).Select(d => $"{file}: {d}"));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(90, count);
    }

    [Fact]
    public void OrderOfPropertiesAndFramingDoNotMatter()
    {
        var root = SharedVectors.RootOrSkip();
        var wrong = new List<string>();
        var audit = new AuditEvent();
        foreach (var line in SharedVectors.Expected(root))
        {
            var file = line.GetProperty("file").GetString()!;
            var record = SharedVectors.Record(Path.Combine(root, file), line.GetProperty("index").GetInt32());
            if (record[0] != '{') continue;
            byte[] frame = [.. "7 <13>1 - h a - - - \uFEFF"u8, .. Encoding.UTF8.GetBytes(Reversed(JsonNode.Parse(record))!.ToJsonString())];
            Assert.True(SyslogFrame.TryParse(frame, out _, out var start));
            audit.Clear();
            Assert.Equal(Decoding.Event, Decode(frame[start..], audit));
            wrong.AddRange(ExpectedEvents.Differences(line, audit).Select(d => $"{file}: {d}"));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void OtherResourcesAreNeitherEventsNorFaults()
    {
        var root = SharedVectors.RootOrSkip();
        var audit = new AuditEvent();
        var record = File.ReadAllBytes(Path.Combine(root, "ihe-balp", "context", "Patient-ex-patient.json"));
        Assert.Equal(Decoding.Other("Patient"), Decode(record, audit));
    }

    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Reverse().Select(p => KeyValuePair.Create(p.Key, Reversed(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Reversed)]),
        _ => node?.DeepClone(),
    };

    private Decoding Decode(byte[] record, AuditEvent into)
    {
        foreach (var decoder in _decoders)
        {
            var decoding = decoder.Decode(record, into);
            if (decoding.Kind != DecodingKind.NotMine) return decoding;
        }

        return Decoding.NotMine;
    }
}
