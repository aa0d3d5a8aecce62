using System.Text;
using System.Text.Json.Nodes;
using Egide.Journal;

namespace Egide.EndToEnd;

/// <summary>What <c>egide verify</c> says of a journal and of evidence taken out of it, and how it exits.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VerifyTests()
    {
        using var journal = FileJournal.Open(_folder["journal"], "egide/test", _folder["key"]);
        var batch = new JournalBatch();
        for (var i = 0; i < 20; i++) batch.Add(EntryKind.Record, [], Encoding.UTF8.GetBytes($"record {i}"));
        journal.Append(batch);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnotherKeyInTheFolderIsTold()
    {
        File.Copy(Path.Combine(_folder["journal"], "verifier.vkey"), _folder["trusted"]);
        var same = await Invocation.Of("verify", _folder["journal"], "--key", _folder["trusted"], "--lang", "en");
        Assert.Equal(0, same.Code);
        Assert.DoesNotContain("another key", same.Out, StringComparison.Ordinal);

        var stranger = NoteKey.OpenOrCreate(_folder["stranger"], "egide/test").Verifier;
        File.WriteAllText(Path.Combine(_folder["journal"], "verifier.vkey"), stranger);
        var other = await Invocation.Of("verify", _folder["journal"], "--key", _folder["trusted"], "--lang", "en");
        Assert.Equal(1, other.Code);
        Assert.Contains("Whole and unchanged", other.Out, StringComparison.Ordinal);
        Assert.Contains($"carries another key ({stranger}): only the one given with --key ({File.ReadAllText(_folder["trusted"]).Trim()}) is trusted", other.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APayloadLeftOutOfEvidenceIsWithheldAndOneErasedIsErased()
    {
        var evidence = _folder["evidence.json"];
        Assert.Equal(0, (await Invocation.Of("verify", _folder["journal"], "--record", "7", "--out", evidence)).Code);
        var json = JsonNode.Parse(File.ReadAllText(evidence))!;
        json["records"]![0]!.AsObject().Remove("payload");
        File.WriteAllText(evidence, json.ToJsonString());
        var withheld = await Invocation.Of("verify", evidence, "--lang", "en");
        Assert.Equal(1, withheld.Code);
        Assert.Matches(@"INCOMPLETE: .+hash is proven, its erasure is not \(payload_withheld\): .+, position 7\.", withheld.Out);

        FileJournal.Erase(_folder["journal"], [7], "egide/test", _folder["key"]);
        var erased = await Invocation.Of("verify", _folder["journal"], "--record", "7", "--out", evidence, "--json");
        Assert.Equal(0, erased.Code);
        Assert.Equal((1, 0), ((int)JsonNode.Parse(erased.Out)!["Erased"]!, (int)JsonNode.Parse(erased.Out)!["Withheld"]!));
    }

    [Fact]
    public async Task OneRecordIsWrittenAsATlogProofToo()
    {
        var proof = _folder["record.tlog-proof"];
        var key = Path.Combine(_folder["journal"], "verifier.vkey");
        Assert.Equal(0, (await Invocation.Of("verify", _folder["journal"], "--record", "7", "--out", proof)).Code);
        Assert.StartsWith("c2sp.org/tlog-proof@v1\n", File.ReadAllText(proof), StringComparison.Ordinal);
        Assert.Equal(0, (await Invocation.Of("verify", proof, "--key", key)).Code);
        var keyless = await Invocation.Of("verify", proof, "--lang", "en");
        Assert.Equal(1, keyless.Code);
        Assert.Contains("key_missing", keyless.Out, StringComparison.Ordinal);
    }
}
