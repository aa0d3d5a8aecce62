using System.Globalization;
using System.Text;

namespace Egide.Journal.Tests;

/// <summary>Evidence of one record in the C2SP tlog-proof form.</summary>
public sealed class TlogProofTests
{
    [Fact]
    public void It_has_the_published_form_and_verifies_with_the_key_alone()
    {
        using var made = TestJournal.Small();
        var file = Path.Combine(made.Root, "record.tlog-proof");
        foreach (var position in new long[] { 0, 257, 599 })
        {
            Evidence.Export(made.Folder, [position], file);
            var result = Evidence.Verify(file, made.Key);
            Assert.True(result.Whole, result.Fault);
            Assert.Equal((1, 1, 0, 0), (result.Records, result.Payloads, result.Erased, result.Withheld));
        }

        Assert.Equal("key_missing", Evidence.Verify(file).Fault);
        var lines = File.ReadAllText(file).Split('\n');
        var proof = JournalReader.Open(made.Folder).InclusionProof(599);
        Assert.Equal("c2sp.org/tlog-proof@v1", lines[0]);
        Assert.StartsWith("extra ", lines[1], StringComparison.Ordinal);
        Assert.Equal("index 599", lines[2]);
        Assert.Equal(proof.Select(Convert.ToBase64String), lines[3..(3 + proof.Count)]);
        Assert.Equal("", lines[3 + proof.Count]);
        Assert.Equal(File.ReadAllText(Path.Combine(made.Folder, "checkpoint")), string.Join('\n', lines[(4 + proof.Count)..]));
    }

    [Fact]
    public void Every_changed_byte_is_found()
    {
        using var made = TestJournal.Small();
        var file = Path.Combine(made.Root, "record.tlog-proof");
        Evidence.Export(made.Folder, [300], file);
        var bytes = File.ReadAllBytes(file);
        var faults = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(file, bytes);
            var result = Evidence.Verify(file, made.Key);
            Assert.False(result.Whole, at.ToString(CultureInfo.InvariantCulture));
            faults.Add(result.Fault!);
            bytes[at] ^= 1;
        }

        Assert.Superset(new HashSet<string>(["not_a_journal", "entry_malformed", "proof_invalid", "payload_mismatch", "signature_invalid"]), faults);
    }

    [Fact]
    public void What_it_cannot_hold_is_refused_or_told()
    {
        using var made = TestJournal.Small();
        FileJournal.Erase(made.Folder, [7], TestJournal.Origin, made.KeyFile);
        var file = Path.Combine(made.Root, "record.tlog-proof");
        foreach (var positions in new long[][] { [], [1, 2], [7] }) Assert.Throws<ArgumentException>(() => Evidence.Export(made.Folder, positions, file));
        Assert.False(File.Exists(file));

        var reader = JournalReader.Open(made.Folder);
        Evidence.Export(made.Folder, [8], file);
        var lines = File.ReadAllLines(file);
        var entry = reader.Bytes(8).ToArray();
        Written($"extra {Convert.ToBase64String([0, (byte)entry.Length, .. entry])}");
        Assert.Equal(("payload_withheld", 8, 1), (Evidence.Verify(file, made.Key).Fault, Evidence.Verify(file, made.Key).Position, Evidence.Verify(file, made.Key).Withheld));
        Written(null); // as another application may write it
        Assert.Equal("entry_malformed", Evidence.Verify(file, made.Key).Fault);

        void Written(string? extra) => File.WriteAllText(file, string.Concat(lines.Where((_, i) => i != 1).Select((line, i) => (i == 1 && extra is not null ? extra + "\n" : "") + line + "\n")));
    }

    [Fact]
    public void Signatures_of_others_on_the_checkpoint_are_no_matter()
    {
        using var made = TestJournal.Small();
        using var other = new TestJournal();
        var path = Path.Combine(made.Folder, "checkpoint");
        var witness = NoteKey.OpenOrCreate(other.KeyFile, "witness.example");
        File.AppendAllText(path, $"— witness.example {Convert.ToBase64String(new byte[76])}\n— {TestJournal.Origin} {Convert.ToBase64String(new byte[76])}\n");
        Assert.True(made.Verify().Whole);
        var file = Path.Combine(made.Root, "record.tlog-proof");
        Evidence.Export(made.Folder, [1], file);
        Assert.True(Evidence.Verify(file, made.Key).Whole);
        Assert.Equal("signature_invalid", Evidence.Verify(file, witness.Verifier).Fault);
        Assert.Equal("signature_invalid", Verifier.VerifyJournal(made.Folder, witness.Verifier).Fault);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\n— witness", "\n\n— witness", StringComparison.Ordinal), new UTF8Encoding(false));
        Assert.False(made.Verify().Whole);
    }
}
