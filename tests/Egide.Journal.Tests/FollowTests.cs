using System.Text;

namespace Egide.Journal.Tests;

/// <summary>A reader that follows a journal while it grows, over several segments.</summary>
public sealed class FollowTests
{
    [Fact]
    public void A_reader_follows_to_each_checkpoint_and_no_further()
    {
        var folder = Directory.CreateTempSubdirectory("egide-follow-").FullName;
        using (var journal = FileJournal.Open(Path.Combine(folder, "journal"), "egide/test", Path.Combine(folder, "key"), 2_000))
        {
            journal.Publish();
            var reader = JournalReader.Open(Path.Combine(folder, "journal"));
            for (var round = 0; round < 40; round++)
            {
                var batch = new JournalBatch();
                for (var i = 0; i < 13; i++) batch.Add(EntryKind.Record, [], Encoding.ASCII.GetBytes($"{round}/{i}"));
                journal.Append(batch);
                Assert.False(reader.Advance());
                Assert.Equal(round * 13, reader.Count);
                journal.Publish();
                Assert.True(reader.Advance());
                for (var at = Math.Max(0, reader.Count - 30); at < reader.Count; at++)
                {
                    Assert.Equal($"{at / 13}/{at % 13}", Encoding.ASCII.GetString(reader.Payload(at)!));
                    Assert.NotNull(reader.Entry(at));
                }
            }

            Assert.True(Directory.GetFiles(Path.Combine(folder, "journal", "segment")).Length > 3);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_root_over_the_first_entries_is_that_of_the_checkpoint_of_then()
    {
        using var made = TestJournal.Small();
        var then = new List<Checkpoint>();
        using (var journal = made.Open())
        {
            foreach (var count in new[] { 1, 2, 165, 88, 300, 70_000, 5 })
            {
                journal.Append(TestJournal.Batch(journal.Count, count));
                journal.Publish();
                then.Add(JournalReader.Open(made.Folder).Checkpoint);
            }
        }

        var reader = JournalReader.Open(made.Folder);
        Assert.All(then, checkpoint => Assert.Equal(checkpoint.Root, reader.Root(checkpoint.Size)));
        Assert.NotEqual(reader.Root(599), reader.Root(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Root(reader.Count + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Root(0));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void Who_verifies_by_a_checkpoint_that_is_no_longer_the_last_finds_its_tiles(int more)
    {
        using var made = TestJournal.Small();
        byte[] before;
        using (var journal = made.Open())
        {
            journal.Publish();
            before = File.ReadAllBytes(Path.Combine(made.Folder, "checkpoint"));
            journal.Append(TestJournal.Batch(journal.Count, more));
            journal.Publish();
        }

        File.WriteAllBytes(Path.Combine(made.Folder, "checkpoint"), before);
        var found = made.Verify();
        Assert.True(found.Whole, $"{found.Fault} {found.Where}");
        Assert.Equal((600, more), (found.Records, found.Unpublished));
    }
}
