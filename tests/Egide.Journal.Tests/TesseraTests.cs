namespace Egide.Journal.Tests;

/// <summary>A log written by another implementation of C2SP tlog-tiles.</summary>
public sealed class TesseraTests
{
    private const string Key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    [Fact]
    public void All_its_checkpoints_verify()
    {
        var log = SharedData.Merkle("tessera-log", "testdata", "log");
        for (var size = 0; size <= 15; size++)
        {
            var result = Verifier.VerifyLog(log, Key, $"checkpoint.{size}");
            Assert.True(result.Whole, $"checkpoint.{size}: {result.Fault} {result.Where}");
            Assert.Equal(size, result.Records);
        }
    }

    [Fact]
    public void Without_segments_it_is_a_log_and_no_journal_that_lost_its_payloads() =>
        Assert.True(Verifier.VerifyJournal(SharedData.Merkle("tessera-log", "testdata", "log"), Key).Whole);

    [Fact]
    public void A_changed_entry_is_found()
    {
        using var made = new TestJournal();
        TestJournal.Copy(SharedData.Merkle("tessera-log", "testdata", "log"), made.Folder);
        var bundle = Path.Combine(made.Folder, "tile", "entries", "000.p", "15");
        var bytes = File.ReadAllBytes(bundle);
        bytes[2] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        Assert.False(Verifier.VerifyLog(made.Folder, Key).Whole);
    }
}
