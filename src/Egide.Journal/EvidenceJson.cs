using System.Text.Json;

namespace Egide.Journal;

/// <summary>The JSON form of an evidence file: any number of records under one checkpoint.</summary>
internal static class EvidenceJson
{
    public static byte[] Write(string checkpoint, string verifier, IEnumerable<EvidenceRecord> records)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("checkpoint", checkpoint);
            json.WriteString("verifier", verifier);
            json.WriteStartArray("records");
            foreach (var record in records) Write(json, record);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads a file's bytes; null when they are not evidence in this form.</summary>
    public static (string Checkpoint, string? Verifier, List<EvidenceRecord> Records)? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var verifier = root.TryGetProperty("verifier", out var carried) ? carried.GetString() : null;
            return (root.GetProperty("checkpoint").GetString() ?? "", verifier, [.. root.GetProperty("records").EnumerateArray().Select(Read)]);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, EvidenceRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("position", record.Position);
        json.WriteBase64String("entry", record.Entry);
        if (record.Payload is not null)
        {
            json.WriteBase64String("salt", record.Salt);
            json.WriteBase64String("payload", record.Payload);
        }

        json.WriteStartArray("proof");
        foreach (var step in record.Proof) json.WriteBase64StringValue(step);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static EvidenceRecord Read(JsonElement record)
    {
        byte[]? Optional(string name) => record.TryGetProperty(name, out var value) ? value.GetBytesFromBase64() : null;
        return new EvidenceRecord(record.GetProperty("position").GetInt64(), record.GetProperty("entry").GetBytesFromBase64(), Optional("salt"), Optional("payload"),
            [.. record.GetProperty("proof").EnumerateArray().Select(step => step.GetBytesFromBase64())]);
    }
}
