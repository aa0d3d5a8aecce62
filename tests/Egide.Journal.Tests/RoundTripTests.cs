namespace Egide.Journal.Tests;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65536 + 3)]
    public void What_went_in_comes_out_and_is_proven(int size)
    {
        using var made = new TestJournal();
        Checkpoint first;
        using (var journal = made.Open())
        {
            Assert.Equal(0, journal.Append(TestJournal.Batch(0, size / 2)));
            first = journal.Publish();
            Assert.Equal(size / 2, journal.Append(TestJournal.Batch(size / 2, size - size / 2)));
        }

        Check(made, size);
        using (var again = made.Open())
        {
            Assert.Equal((size, 0), (again.Count, again.TornBytes));
            again.Append(TestJournal.Batch(size, 5));
        }

        Check(made, size + 5);
        Assert.Equal(size / 2, first.Size);
    }

    private static void Check(TestJournal made, int size)
    {
        var result = made.Verify();
        Assert.True(result.Whole, $"{result.Fault} {result.Where}");
        Assert.Equal((size, size, 0, 0), (result.Records, result.Payloads, result.Erased, result.Unpublished));
        var reader = JournalReader.Open(made.Folder);
        Assert.Equal(size, reader.Count);
        for (long position = 0; position < size; position += Math.Max(1, size / 29))
        {
            var entry = reader.Entry(position);
            Assert.Equal(TestJournal.Header(position), entry.Header);
            Assert.Equal(TestJournal.Payload(position), reader.Payload(position));
            var proof = reader.InclusionProof(position);
            var leaf = Merkle.Leaf(reader.Bytes(position).Span);
            Assert.True(MerkleProof.VerifyInclusion(position, size, leaf, proof, reader.Checkpoint.Root));
            Assert.False(MerkleProof.VerifyInclusion(position + 1, size, leaf, proof, reader.Checkpoint.Root));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Payload(size));
    }

    [Fact]
    public void Only_the_tiles_of_the_last_checkpoint_stay()
    {
        using var made = new TestJournal();
        using (var journal = made.Open())
            foreach (var count in new[] { 3, 300, 4000, 1, 208, 1 })
            {
                journal.Append(TestJournal.Batch(journal.Count, count));
                journal.Publish();
                Assert.True(made.Verify().Whole);
            }

        // 4,513 entries: 17 whole tiles and 161 hashes, and 17 of those tiles above.
        var partial = Directory.GetFiles(Path.Combine(made.Folder, "tile"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(made.Folder, f)).Where(f => f.Contains(".p", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(["tile/0/017.p/161", "tile/1/000.p/17", "tile/entries/017.p/161"], partial);
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using var made = new TestJournal();
        using (made.Open()) Assert.Throws<IOException>(made.Open);
        using var after = made.Open();
        Assert.Equal(0, after.Count);
    }

    [Fact]
    public void A_header_too_long_is_refused()
    {
        var batch = new JournalBatch();
        Assert.Throws<ArgumentException>(() => batch.Add(EntryKind.Record, new byte[1025], []));
        Assert.Equal(0, batch.Count);
    }
}
