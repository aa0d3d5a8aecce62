using System.Text;

namespace Egide.Journal.Tests;

/// <summary>Whole segments lose their records; facts stay, the tree stays, and what is not named by a signed entry is missed.</summary>
public sealed class DeletionTests
{
    private static readonly byte[] Kind = "fact"u8.ToArray();

    [Fact]
    public void The_records_of_a_segment_go_its_facts_stay_and_all_verifies()
    {
        using var made = Segmented(out var journal);
        using (journal)
        {
            var reader = JournalReader.Open(made.Folder);
            var segments = reader.Segments();
            Assert.Equal([true, true, false], segments.Select(s => s.Closed));
            var kept = reader.Payload(200);
            var deletion = Record(made, journal, [segments[0].Positions], []);
            Assert.True(deletion.Carry(made.Folder) > 0);
            // The journal is written meanwhile.
            journal.Append(TestJournal.Batch(journal.Count, 10));
            journal.Publish();

            // The reader opened before: frames have moved under it.
            Assert.Equal(kept, reader.Payload(200));
            Assert.Null(reader.Payload(0));
            reader.Reread();
            Assert.All(Enumerable.Range(0, 100), p => Assert.Null(reader.Payload(p)));
            Assert.Equal("kept", Encoding.UTF8.GetString(reader.Payload(100)!));
            Assert.Equal(TestJournal.Payload(150), reader.Payload(150));
            Assert.Equal(0, deletion.Carry(made.Folder));
        }

        var result = made.Verify();
        Assert.True(result.Whole, $"{result.Fault} {result.Where}");
        Assert.Equal(100, result.Erased);
        using var again = made.Open();
        Assert.Equal(result.Records, again.Count);
    }

    [Fact]
    public void What_is_taken_beyond_what_was_recorded_is_found()
    {
        using var made = Segmented(out var journal);
        Deletion deletion;
        using (journal) deletion = Record(made, journal, [new PositionRange(0, 100)], []);
        deletion.Carry(made.Folder);
        // A fact among the records that went is not excused by their deletion.
        new Eraser(made.Folder, new Deletion(long.MaxValue, -1, [], [new PositionRange(100, 100)]), writing: false).Run();
        Assert.Equal(("payload_missing", 100), (made.Verify().Fault, made.Verify().Position));
        using var other = Segmented(out journal);
        using (journal) Record(other, journal, [new PositionRange(0, 100)], []);
        new Eraser(other.Folder, new Deletion(long.MaxValue, -1, [], [new PositionRange(101, 101)]), writing: false).Run();
        Assert.Equal(("payload_missing", 101), (other.Verify().Fault, other.Verify().Position));
    }

    [Fact]
    public void A_byte_changed_after_a_deletion_is_found()
    {
        using var made = Segmented(out var journal);
        using (journal) Record(made, journal, [new PositionRange(0, 100)], []).Carry(made.Folder);
        var segment = Path.Combine(made.Folder, Segments.Name(0));
        var bytes = File.ReadAllBytes(segment);
        for (var at = 30; at < bytes.Length; at += bytes.Length / 7)
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(segment, bytes);
            Assert.False(made.Verify().Whole, $"byte {at}");
            bytes[at] ^= 1;
        }

        File.WriteAllBytes(segment, bytes);
        Assert.True(made.Verify().Whole);
        File.Delete(segment);
        Assert.Equal("order_broken", made.Verify().Fault);
    }

    [Fact]
    public void Runs_of_everything_take_facts_but_no_erasure()
    {
        using var made = Segmented(out var journal);
        Deletion first;
        using (journal)
        {
            first = Record(made, journal, [new PositionRange(0, 50)], []);
            first.Carry(made.Folder);
            journal.BeginSegment();
            Record(made, journal, [], [new PositionRange(90, first.Position)]).Carry(made.Folder);
        }

        var reader = JournalReader.Open(made.Folder);
        Assert.Null(reader.Payload(100));
        Assert.NotNull(reader.Payload(first.Position));
        Assert.NotNull(reader.Payload(89));
        Assert.True(made.Verify().Whole);
    }

    [Fact]
    public void The_segment_written_to_is_left_alone()
    {
        using var made = Segmented(out var journal);
        using (journal)
        {
            var deletion = Record(made, journal, [new PositionRange(0, journal.Count - 1)], []);
            Assert.Throws<InvalidOperationException>(() => deletion.Carry(made.Folder));
            Assert.NotNull(JournalReader.Open(made.Folder).Payload(0));
        }

        Assert.Equal(0, made.Verify().Erased);
    }

    [Fact]
    public void The_proof_of_a_record_that_went_carries_its_deletion()
    {
        using var made = Segmented(out var journal);
        using (journal) Record(made, journal, [new PositionRange(0, 100)], []).Carry(made.Folder);
        var file = Path.Combine(made.Root, "evidence.json");
        Evidence.Export(made.Folder, [42], file);
        var result = Evidence.Verify(file, made.Key);
        Assert.Equal((true, 2, 1), (result.Whole, result.Records, result.Erased));
    }

    [Theory]
    [InlineData("ranges", "{}"), InlineData("ranges", "[]"), InlineData("ranges", "nothing"), InlineData("ranges", """{"fact":1,"records":[[1]],"entries":[]}"""),
     InlineData("ranges", """{"fact":1,"records":[["a","b"]],"entries":[]}"""), InlineData("ranges", """{"fact":1.5,"records":[],"entries":[]}"""), InlineData("", "seven b"), InlineData("other", "12345678")]
    public void What_is_not_understood_explains_nothing(string header, string payload)
    {
        Assert.Null(Deletion.Read(10, Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload)));
    }

    // 100 records and a fact, 150 records, 50 records: a segment each.
    private static TestJournal Segmented(out FileJournal journal)
    {
        var made = new TestJournal();
        journal = made.Open();
        journal.Append(TestJournal.Batch(0, 100));
        var fact = new JournalBatch();
        fact.Add(EntryKind.Fact, Kind, "kept"u8);
        journal.Append(fact);
        journal.BeginSegment();
        journal.Append(TestJournal.Batch(journal.Count, 149));
        journal.BeginSegment();
        journal.BeginSegment(); // an empty one stays the one written to
        journal.Append(TestJournal.Batch(journal.Count, 50));
        journal.Publish();
        return made;
    }

    private static Deletion Record(TestJournal made, FileJournal journal, PositionRange[] records, PositionRange[] entries)
    {
        var batch = new JournalBatch();
        Deletion.Add(batch, 7, records, entries);
        var position = journal.Append(batch);
        journal.Publish();
        return JournalReader.Open(made.Folder).Deletion(position)!;
    }
}
