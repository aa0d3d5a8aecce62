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
    public void An_erased_payload_is_proven_erased_by_the_record_that_comes_with_it()
    {
        using var made = TestJournal.Small();
        FileJournal.Erase(made.Folder, [7, 99, 257], TestJournal.Origin, made.KeyFile);
        FileJournal.Erase(made.Folder, [99, 300], TestJournal.Origin, made.KeyFile);
        var file = Path.Combine(made.Root, "evidence.json");
        Evidence.Export(made.Folder, [99, 101, 7], file);
        var result = Evidence.Verify(file, made.Key);
        Assert.True(result.Whole, result.Fault);
        Assert.Equal((5, 3, 2, 0), (result.Records, result.Payloads, result.Erased, result.Withheld)); // 7, 99, 101 and both erasures

        // The erasure of 7 left out: only the other says why 99 is gone.
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        json["records"]!.AsArray().RemoveAt(3);
        File.WriteAllText(file, json.ToJsonString());
        result = Evidence.Verify(file, made.Key);
        Assert.Equal((false, "payload_withheld", 7), (result.Whole, result.Fault, result.Position));
        Assert.Equal((4, 2, 1, 1), (result.Records, result.Payloads, result.Erased, result.Withheld));
    }

    [Fact]
    public void A_payload_taken_out_of_the_file_is_withheld_not_erased()
    {
        using var made = TestJournal.Small();
        var file = Path.Combine(made.Root, "evidence.json");
        Evidence.Export(made.Folder, [3, 5], file);
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        json["records"]![1]!.AsObject().Remove("payload");
        File.WriteAllText(file, json.ToJsonString());
        var result = Evidence.Verify(file, made.Key);
        Assert.Equal((false, "payload_withheld", 5, 0, 1), (result.Whole, result.Fault, result.Position, result.Erased, result.Withheld));

        json["records"]![0]!.AsObject().Remove("proof");
        json["records"]![0]!["proof"] = new JsonArray();
        File.WriteAllText(file, json.ToJsonString());
        Assert.Equal("proof_invalid", Evidence.Verify(file, made.Key).Fault); // what is wrong comes before what is absent
    }

    [Fact]
    public void A_record_twice_is_refused_and_a_wrong_export_writes_nothing()
    {
        using var made = TestJournal.Small();
        var file = Path.Combine(made.Root, "evidence.json");
        Assert.Throws<ArgumentOutOfRangeException>(() => Evidence.Export(made.Folder, [3, 600], file));
        Assert.False(File.Exists(file));
        Evidence.Export(made.Folder, [3, 5], file);
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        json["records"]!.AsArray().Add(json["records"]![0]!.DeepClone());
        File.WriteAllText(file, json.ToJsonString());
        Assert.Equal(("order_broken", 3), (Evidence.Verify(file, made.Key).Fault, Evidence.Verify(file, made.Key).Position));
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
