using System.Diagnostics;
using System.Globalization;

namespace Egide.Journal.Tests;

/// <summary>A process that appends to one journal is killed at a random moment, round after round: what it acknowledged is there.</summary>
public sealed class KillTests
{
    private const int Rounds = 8;

    [Fact]
    public async Task A_process_killed_at_random_moments_loses_nothing_it_acknowledged()
    {
        using var made = new TestJournal();
        var random = new Random(20261124);
        long acknowledged = 0, signed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = acknowledged;
            await foreach (var count in Killed(made.Root, TimeSpan.FromMilliseconds(random.Next(0, 250)))) acknowledged = count;
            Assert.True(acknowledged > before, "It acknowledged nothing before it was killed.");
            if (round % 2 == 0) continue; // the next child recovers it by itself

            var found = made.Verify();
            Assert.True(found.Whole, $"{found.Fault} {found.Where}");
            Assert.True(found.Records >= signed && found.Records + found.Unpublished >= acknowledged, $"{found.Records} and {found.Unpublished} of {acknowledged}");
            using (var journal = made.Open())
            {
                Assert.True(journal.Count >= acknowledged, $"{journal.Count} of {acknowledged}");
                acknowledged = signed = journal.Count;
            }

            var whole = made.Verify();
            Assert.True(whole.Whole, $"{whole.Fault} {whole.Where}");
            Assert.Equal((signed, signed), (whole.Records, whole.Payloads));
        }

        var reader = JournalReader.Open(made.Folder);
        for (long position = 0; position < reader.Count; position += 13) Assert.Equal(TestJournal.Payload(position), reader.Payload(position));
        Assert.True(Segments.Files(made.Folder).Length > 1, "It never began another segment.");
    }

    [Fact]
    public async Task A_process_killed_while_it_deletes_leaves_a_whole_journal_and_the_next_finishes()
    {
        using var made = new TestJournal();
        var random = new Random(20270101);
        var deleted = 0;
        // On a machine with much else to do few rounds come to a deletion: there are more of them then.
        for (var round = 0; round < Rounds || (round < 10 * Rounds && JournalReader.Open(made.Folder).Erasures().Count() <= 3); round++)
        {
            await foreach (var _ in Killed(made.Root, TimeSpan.FromMilliseconds(random.Next(50, 400)), deleting: true))
            {
            }

            var found = made.Verify();
            Assert.True(found.Whole, $"{found.Fault} {found.Where} {found.Position}");
        }

        made.Open(20_000).Dispose();
        Child.Finish(made.Folder);
        var reader = JournalReader.Open(made.Folder);
        foreach (var erasure in reader.Erasures())
        foreach (var run in reader.Deletion(erasure)!.Records)
        {
            for (var position = run.First; position <= run.Last; position++)
                Assert.Equal(reader.Entry(position).Kind == EntryKind.Record, reader.Payload(position) is null);
            deleted++;
        }

        Assert.True(deleted > 3, $"{deleted} deletions");
        Assert.True(made.Verify().Whole);
    }

    // What the child says is durable, from its first word until it is killed some time after.
    private static async IAsyncEnumerable<long> Killed(string root, TimeSpan after, bool deleting = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[TornTests.ChildVariable] = root;
        start.Environment[Child.SegmentVariable] = "20000";
        if (deleting) start.Environment[Child.DeletingVariable] = "1";
        using var child = Process.Start(start)!;
        Task? kill = null;
        while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) continue;
            kill ??= Task.Delay(after, TestContext.Current.CancellationToken).ContinueWith(_ => child.Kill(), TaskScheduler.Default);
            yield return count;
        }

        if (kill is not null) await kill;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, child.ExitCode);
    }
}
