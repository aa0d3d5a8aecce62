using System.Buffers.Binary;

namespace Egide.Journal.Tests;

public sealed class ErasureTests
{
    private static readonly long[] Some = [0, 99, 100, 356, 599, 99];

    [Fact]
    public void Erased_payloads_are_gone_and_the_journal_stays_whole()
    {
        using var made = TestJournal.Small();
        var before = JournalReader.Open(made.Folder);
        var checkpoint = FileJournal.Erase(made.Folder, Some, TestJournal.Origin, made.KeyFile);
        var result = made.Verify();
        Assert.True(result.Whole, $"{result.Fault} {result.Where}");
        Assert.Equal((601, 596, 5), (result.Records, result.Payloads, result.Erased));
        Assert.Equal(601, checkpoint.Size);
        var reader = JournalReader.Open(made.Folder);
        Assert.All(Some, p => Assert.Null(reader.Payload(p)));
        Assert.All([1, 98, 101, 598], p => Assert.Equal(TestJournal.Payload(p), reader.Payload(p)));
        Assert.Equal(before.Entry(99).Commitment, reader.Entry(99).Commitment);
        Assert.Equal(EntryKind.Erasure, reader.Entry(600).Kind);

        using (var again = made.Open()) again.Append(TestJournal.Batch(again.Count, 4));
        FileJournal.Erase(made.Folder, [99, 603], TestJournal.Origin, made.KeyFile);
        Assert.Equal((true, 6), (made.Verify().Whole, made.Verify().Erased));
    }

    [Fact]
    public void An_erasure_that_is_not_recorded_is_found()
    {
        using var made = TestJournal.Small();
        new Erasure(made.Folder, [42], 600).Run();
        var result = made.Verify();
        Assert.Equal(("payload_missing", 42), (result.Fault, result.Position));
    }

    [Fact]
    public void An_erasure_recorded_under_no_signature_excuses_nothing()
    {
        using var made = TestJournal.Small();
        var erasure = new Erasure(made.Folder, [42], 600);
        var batch = new JournalBatch();
        batch.Add(EntryKind.Erasure, [], erasure.Payload());
        batch.Seal();
        erasure.Run();
        using (var file = new FileStream(Path.Combine(made.Folder, Segments.Name(0)), FileMode.Append)) foreach (var part in Frame.Parts(600, batch)) file.Write(part.Span);
        Assert.Equal("payload_missing", made.Verify().Fault);
    }

    [Fact]
    public void An_unsigned_erasure_in_the_frame_of_the_last_signed_entry_excuses_nothing()
    {
        using var made = TestJournal.Small();
        var segment = Path.Combine(made.Folder, Segments.Name(0));
        var last = Segments.Frames(made.Folder).Last();
        var payload = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(payload, 42);
        using (var file = new FileStream(segment, FileMode.Open))
        {
            file.SetLength(last.Offset);
            file.Seek(0, SeekOrigin.End);
            file.Write(Extended(Frame.Parse(last.Bytes, last.Offset)!, payload));
        }

        var result = made.Verify();
        Assert.Equal((true, 600, 600, 1), (result.Whole, result.Records, result.Payloads, result.Unpublished));
        new Erasure(made.Folder, [42], 600).Run();
        result = made.Verify();
        Assert.Equal(("payload_missing", 42), (result.Fault, result.Position));
    }

    // The same frame with the record of an erasure after its own entries: the checkpoint now ends inside it.
    private static byte[] Extended(Frame frame, byte[] positions)
    {
        var more = new JournalBatch();
        more.Add(EntryKind.Erasure, [], positions);
        more.Seal();
        byte[] entries = [.. frame.Entries.Span, .. more.Entries.Span];
        byte[] blocks = [.. frame.Blocks.Span, .. more.Blocks.Span];
        var bytes = new byte[Frame.HeaderSize + entries.Length + blocks.Length + Merkle.Size];
        Frame.Write(bytes, frame.First, frame.Count + 1, entries, blocks);
        return bytes;
    }

    [Fact]
    public void A_journal_whose_segments_are_gone_is_not_whole()
    {
        using var made = TestJournal.Small();
        Directory.Delete(Path.Combine(made.Folder, Segments.Folder), recursive: true);
        Assert.Equal("payload_missing", made.Verify().Fault);
    }

    [Fact]
    public void Positions_that_are_not_there_or_record_an_erasure_are_refused_and_nothing_changes()
    {
        using var made = TestJournal.Small();
        FileJournal.Erase(made.Folder, [5], TestJournal.Origin, made.KeyFile);
        foreach (var wrong in new long[][] { [], [-1], [601], [3, 600] })
            Assert.Throws<ArgumentException>(() => FileJournal.Erase(made.Folder, wrong, TestJournal.Origin, made.KeyFile));
        Assert.Equal((true, 601, 1), (made.Verify().Whole, made.Verify().Records, made.Verify().Erased));
    }
}
