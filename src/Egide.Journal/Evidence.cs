using System.Text.Json;

namespace Egide.Journal;

/// <summary>Records taken out of a journal with what proves them: one JSON file, verified without the journal.</summary>
public static class Evidence
{
    /// <summary>Writes an evidence file.</summary>
    /// <param name="journalDirectory">The journal.</param>
    /// <param name="positions">Which records.</param>
    /// <param name="file">The file to write.</param>
    public static void Export(string journalDirectory, IEnumerable<long> positions, string file)
    {
        var reader = JournalReader.Open(journalDirectory);
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("checkpoint", reader.Checkpoint.Note);
        json.WriteString("verifier", File.ReadAllText(Path.Combine(journalDirectory, "verifier.vkey")).Trim());
        json.WriteStartArray("records");
        foreach (var position in positions.Distinct().Order())
        {
            json.WriteStartObject();
            json.WriteNumber("position", position);
            json.WriteBase64String("entry", reader.Bytes(position).Span);
            if (reader.Salted(position) is { } salted)
            {
                json.WriteBase64String("salt", salted.Span[..JournalEntry.SaltSize]);
                json.WriteBase64String("payload", salted.Span[JournalEntry.SaltSize..]);
            }

            json.WriteStartArray("proof");
            foreach (var step in reader.InclusionProof(position)) json.WriteBase64StringValue(step);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Verifies an evidence file; the key in it is used when none is given.</summary>
    public static Verification Verify(string file, string? verifierKey = null)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return Verify(document.RootElement, file, verifierKey);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return Verification.Failed("not_a_journal", file);
        }
    }

    private static Verification Verify(JsonElement root, string file, string? verifierKey)
    {
        if (NoteKey.Parse(verifierKey ?? root.GetProperty("verifier").GetString() ?? "") is not { } key) return Verification.Failed("key_missing", file);
        if (Checkpoint.Parse(root.GetProperty("checkpoint").GetString() ?? "") is not { } checkpoint) return Verification.Failed("checkpoint_malformed", file);
        if (!checkpoint.IsSignedBy(key)) return Verification.Failed("signature_invalid", file, -1, 0, checkpoint.Origin, checkpoint.RootText);
        long records = 0, payloads = 0, erased = 0;
        foreach (var record in root.GetProperty("records").EnumerateArray())
        {
            var position = record.GetProperty("position").GetInt64();
            var bytes = record.GetProperty("entry").GetBytesFromBase64();
            var proof = record.GetProperty("proof").EnumerateArray().Select(p => p.GetBytesFromBase64()).ToList();
            string? wrong = null;
            if (JournalEntry.Parse(bytes) is not { } entry) wrong = "entry_malformed";
            else if (!MerkleProof.VerifyInclusion(position, checkpoint.Size, Merkle.Leaf(bytes), proof, checkpoint.Root)) wrong = "proof_invalid";
            else if (!record.TryGetProperty("payload", out var payload)) erased++;
            else if (record.GetProperty("salt").GetBytesFromBase64() is { Length: JournalEntry.SaltSize } salt
                && entry.Commits([.. salt, .. payload.GetBytesFromBase64()])) payloads++;
            else wrong = "payload_mismatch";
            if (wrong is not null) return Verification.Failed(wrong, file, position, records, checkpoint.Origin, checkpoint.RootText);
            records++;
        }

        return new Verification(true, null, null, -1, records, payloads, erased, 0, checkpoint.Origin, checkpoint.RootText);
    }
}
