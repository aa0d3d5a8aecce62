using System.Text.Json.Nodes;

namespace Egide.Journal.Tests;

public sealed class EvidenceTests
{
    [Fact]
    public void Exported_evidence_verifies_alone_and_altered_does_not()
    {
        using var made = TestJournal.Small();
        var file = Path.Combine(made.Root, "evidence.json");
        Evidence.Export(made.Folder, [599, 0, 257, 257, 100], file);
        var result = Evidence.Verify(file, made.Key);
        Assert.True(result.Whole, result.Fault);
        Assert.Equal((4, 4, 0), (result.Records, result.Payloads, result.Erased));
        Assert.True(Evidence.Verify(file).Whole);

        var text = File.ReadAllText(file);
        Altered(record => record["payload"] = Changed(record, "payload"), "payload_mismatch");
        Altered(record => record["salt"] = Changed(record, "salt"), "payload_mismatch");
        Altered(MoveAByte, "payload_mismatch");
        Altered(record => record["entry"] = Changed(record, "entry"), "proof_invalid");
        Altered(record => record["position"] = 101, "proof_invalid");
        Altered(record => record["proof"]!.AsArray().RemoveAt(0), "proof_invalid");
        Altered(record => record.Parent!.Parent!["checkpoint"] = record.Parent.Parent["checkpoint"]!.GetValue<string>().Replace("\n600\n", "\n601\n", StringComparison.Ordinal), "signature_invalid");
        Altered(record => record.Remove("proof"), "not_a_journal");

        void Altered(Action<JsonObject> change, string fault)
        {
            var json = JsonNode.Parse(text)!;
            change(json["records"]!.AsArray()[1]!.AsObject());
            File.WriteAllText(file, json.ToJsonString());
            Assert.Equal(fault, Evidence.Verify(file, made.Key).Fault);
        }
    }

    [Fact]
    public void Evidence_signed_by_another_is_refused()
    {
        using var made = TestJournal.Small();
        using var other = new TestJournal();
        var file = Path.Combine(made.Root, "evidence.json");
        Evidence.Export(made.Folder, [1], file);
        Assert.Equal("signature_invalid", Evidence.Verify(file, other.Key).Fault);
    }

    // Salt and payload are hashed one after the other: moving the border between them keeps the hash.
    private static void MoveAByte(JsonObject record)
    {
        var salt = Convert.FromBase64String(record["salt"]!.GetValue<string>());
        var payload = Convert.FromBase64String(record["payload"]!.GetValue<string>());
        record["salt"] = Convert.ToBase64String(salt[..^1]);
        record["payload"] = Convert.ToBase64String([salt[^1], .. payload]);
    }

    private static string Changed(JsonObject record, string name)
    {
        var bytes = Convert.FromBase64String(record[name]!.GetValue<string>());
        bytes[^1] ^= 4;
        return Convert.ToBase64String(bytes);
    }
}
