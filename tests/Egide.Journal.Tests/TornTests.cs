using System.Diagnostics;
using System.Globalization;

namespace Egide.Journal.Tests;

/// <summary>Cuts of power and of process: what was whole stays, what was signed is never given up.</summary>
public sealed class TornTests
{
    internal const string ChildVariable = "EGIDE_JOURNAL_CHILD";

    [Fact]
    public void Torn_anywhere_after_the_checkpoint_it_keeps_every_whole_frame_and_goes_on()
    {
        using var made = new TestJournal();
        var ends = new List<(long Bytes, long Count)>();
        using (var journal = made.Open()) journal.Append(TestJournal.Batch(0, 30));
        TestJournal.Copy(made.Folder, Path.Combine(made.Root, "published"));
        using (var journal = made.Open())
        {
            ends.Add((Length(made.Folder), 30));
            foreach (var count in new[] { 1, 300, 7, 7, 60 })
            {
                journal.Append(TestJournal.Batch(journal.Count, count));
                ends.Add((Length(made.Folder), journal.Count));
            }
        }

        var whole = File.ReadAllBytes(Path.Combine(made.Folder, Segments.Name(0)));
        var random = new Random(7);
        var offsets = Enumerable.Range(0, 60).Select(_ => random.NextInt64(ends[0].Bytes, whole.Length + 1)).Concat(ends.Select(e => e.Bytes)).Concat(ends.Skip(1).Select(e => e.Bytes - 1));
        foreach (var cut in offsets)
        {
            using var torn = new TestJournal();
            TestJournal.Copy(Path.Combine(made.Root, "published"), torn.Folder);
            File.Copy(made.KeyFile, torn.KeyFile);
            File.WriteAllBytes(Path.Combine(torn.Folder, Segments.Name(0)), whole[..(int)cut]);
            var (bytes, count) = ends.Last(e => e.Bytes <= cut);
            Assert.True(torn.Verify().Whole);
            using (var journal = torn.Open())
            {
                Assert.Equal((count, cut - bytes), (journal.Count, journal.TornBytes));
                journal.Append(TestJournal.Batch(count, 3));
            }

            var result = torn.Verify();
            Assert.True(result.Whole, result.Fault);
            Assert.Equal(count + 3, result.Records);
            var reader = JournalReader.Open(torn.Folder);
            foreach (var position in new[] { 0, count - 1, count + 2 }) Assert.Equal(TestJournal.Payload(position), reader.Payload(position));
        }
    }

    [Fact]
    public void What_was_signed_is_not_signed_again_without_it()
    {
        using var made = TestJournal.Small();
        var segment = Path.Combine(made.Folder, Segments.Name(0));
        var whole = File.ReadAllBytes(segment);
        var checkpoint = File.ReadAllText(Path.Combine(made.Folder, "checkpoint"));
        var last = Segments.Frames(made.Folder).Last().Offset;
        foreach (var cut in new[] { 0, last, last + 100, whole.Length - 1 })
        {
            File.WriteAllBytes(segment, whole[..(int)cut]);
            Assert.Throws<InvalidDataException>(made.Open);
            Assert.Equal(cut, new FileInfo(segment).Length);
        }

        whole[^1] ^= 1;
        File.WriteAllBytes(segment, whole);
        Assert.Throws<InvalidDataException>(made.Open);
        Assert.Equal(whole.Length, new FileInfo(segment).Length);
        Assert.Equal(checkpoint, File.ReadAllText(Path.Combine(made.Folder, "checkpoint")));
    }

    [Fact]
    public void Damage_before_a_whole_frame_is_no_torn_append()
    {
        using var crashed = TestJournal.Small();
        var checkpoint = File.ReadAllBytes(Path.Combine(crashed.Folder, "checkpoint"));
        var segment = Path.Combine(crashed.Folder, Segments.Name(0));
        var signed = (int)new FileInfo(segment).Length;
        using (var journal = crashed.Open())
        {
            journal.Append(TestJournal.Batch(600, 10));
            journal.Append(TestJournal.Batch(610, 10));
        }

        File.WriteAllBytes(Path.Combine(crashed.Folder, "checkpoint"), checkpoint); // as if it had died before publishing
        foreach (var at in new[] { signed, signed + 16, signed + 60 })
        {
            var bytes = File.ReadAllBytes(segment);
            bytes[at] ^= 1;
            File.WriteAllBytes(segment, bytes);
            Assert.Throws<InvalidDataException>(crashed.Open);
            Assert.Equal(bytes.Length, new FileInfo(segment).Length);
            bytes[at] ^= 1;
            File.WriteAllBytes(segment, bytes);
        }

        using var whole = crashed.Open();
        Assert.Equal((620, 0), (whole.Count, whole.TornBytes));
    }

    [Fact]
    public void Another_key_does_not_go_on_with_a_journal()
    {
        using var made = TestJournal.Small();
        Assert.Throws<InvalidDataException>(() => FileJournal.Open(made.Folder, TestJournal.Origin, made.KeyFile + ".other"));
        Assert.Throws<InvalidDataException>(() => FileJournal.Open(made.Folder, "egide/other", made.KeyFile));
        Assert.True(made.Verify().Whole);
    }

    [Fact]
    public async Task A_killed_process_loses_nothing_it_acknowledged()
    {
        for (var round = 0; round < 3; round++)
        {
            using var made = new TestJournal();
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment[ChildVariable] = made.Root;
            using var child = Process.Start(start)!;
            long acknowledged = 0;
            for (var lines = 0; await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line; lines++)
            {
                if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) acknowledged = count;
                if (lines == 40 + 25 * round) child.Kill();
            }

            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(128 + 9, child.ExitCode);
            Assert.True(acknowledged > 0);
            using (var journal = made.Open())
            {
                Assert.True(journal.Count >= acknowledged, $"{journal.Count} of {acknowledged}");
                journal.Append(TestJournal.Batch(journal.Count, 1));
            }

            var result = made.Verify();
            Assert.True(result.Whole, result.Fault);
            var reader = JournalReader.Open(made.Folder);
            for (long position = 0; position < acknowledged; position += 17) Assert.Equal(TestJournal.Payload(position), reader.Payload(position));
        }
    }

    private static long Length(string folder) => new FileInfo(Path.Combine(folder, Segments.Name(0))).Length;
}
