using System.Globalization;
using CsCheck;
using Egide.Web.Retention;
using Egide.Web.Tde.Postings;
using Egide.Web.Tests.Retention;

namespace Egide.Web.Tests.Tde;

/// <summary>A start goes on from the index that was kept, and answers as one that draws it up anew; where the journal is another, it does draw it up anew.</summary>
public sealed class KeptIndexTests
{
    private const int InMemory = 150;

    [Fact]
    public Task Restarts_and_kills_answer_as_an_index_drawn_up_anew() => Gen.Int[0, 1_000_000].SampleAsync(async seed =>
    {
        var random = new Random(seed);
        await using var keeping = await Keeping();
        var searching = await Searching.Over(keeping.Station);
        for (var step = 0; step < 10; step++)
        {
            await keeping.Bring("fhir here", [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Event(random, keeping))]);
            if (random.Next(4) == 0) keeping.Clock.LeapTo(keeping.Clock.GetUtcNow().AddDays(random.Next(1, 240)));
            var down = random.Next(3) == 0;
            if (down) await searching.DisposeAsync();
            if (random.Next(3) == 0) await keeping.Look();
            if (down)
            {
                if (random.Next(2) == 0) await keeping.Restart();
                searching = await Searching.Over(keeping.Station);
            }

            if (random.Next(2) == 0) await searching.Whole();
            if (random.Next(3) > 0) continue;
            // As it lies while all of it runs.
            await using var killed = await StationCopy.Of(keeping, withIndex: true);
            await using var anew = await StationCopy.Of(keeping, withIndex: false);
            Same(random, killed.Searching, anew.Searching);
        }

        await searching.Whole();
        await using var last = await StationCopy.Of(keeping, withIndex: false);
        Same(random, searching, last.Searching);
        await searching.DisposeAsync();
        await using var gone = await StationCopy.Of(keeping, withIndex: true);
        Assert.True(gone.Searching.Index.Kept > 0 || !File.Exists(Path.Combine(keeping.Folder, "data", "index", RunList.Name)), string.Join('\n', gone.Searching.Said));
        Same(random, gone.Searching, last.Searching);
    }, iter: 6, threads: 1);

    [Fact]
    public async Task Another_journal_an_older_one_and_one_that_went_another_way_are_told_apart()
    {
        await using var keeping = await Keeping();
        var random = new Random(7);
        await Bring(keeping, random, 60);
        using var older = new Folder();
        await keeping.Station.Intake.Publish(null, TestContext.Current.CancellationToken);
        Folder.Copy(keeping.Journal, older.Path);
        await Bring(keeping, random, 60);
        long kept;
        await using (var searching = await Searching.Over(keeping.Station)) kept = Assert.Single(searching.Pages(("_count", "1000"))).Count;
        await using (var again = await Searching.Over(keeping.Station))
        {
            Assert.InRange(again.Index.Kept, 100, 122);
            Assert.Empty(again.Said);
            Assert.Equal(kept, again.Pages(("_count", "1000"))[0].Count);
        }

        // A backup put back: fewer entries than the index was made of.
        await keeping.Meanwhile(() => PutBack(older.Path, keeping.Journal));
        await using (var restored = await Searching.Over(keeping.Station)) Anew(restored, 60, "fewer entries");

        // The same, grown another way since the index of before: as many entries, others.
        using var index = new Folder();
        await Bring(keeping, random, 80);
        await using (var searching = await Searching.Over(keeping.Station)) Assert.Empty(searching.Said);
        Folder.Copy(Path.Combine(keeping.Folder, "data", "index"), index.Path);
        await keeping.Meanwhile(() => PutBack(older.Path, keeping.Journal));
        await Bring(keeping, random, 200);
        await using (var grown = await Searching.Over(keeping.Station)) Anew(grown, 260, "not the one");

        // Another station's.
        await using var other = await Keeping();
        await Bring(other, random, 300);
        PutBack(index.Path, Path.Combine(other.Folder, "data", "index"));
        await using var another = await Searching.Over(other.Station);
        Anew(another, 300, "another journal");
    }

    [Fact]
    public async Task What_was_deleted_while_the_index_did_not_run_is_gone_from_it_and_from_its_files()
    {
        await using var keeping = await Keeping();
        var first = await Bring(keeping, new Random(1), 100);
        await using (var searching = await Searching.Over(keeping.Station)) Assert.Equal(100, searching.Pages(("_count", "1000"))[0].Count);
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(13));
        var later = await Bring(keeping, new Random(2), 5);
        await keeping.Look();
        Assert.Null(keeping.Keeper.Waiting);
        await keeping.Restart();
        await using (var searching = await Searching.Over(keeping.Station))
        {
            Assert.True(searching.Index.Kept > 0);
            Assert.Equal(later, searching.Pages(("_count", "1000"))[0].Order());
            Assert.DoesNotContain(searching.Index.Runs.SelectMany(run => Enumerable.Range(0, run.Blocks).SelectMany(run.Block)), posting => posting.Position <= first[^1]);
            Assert.Empty(Directory.GetFiles(Path.Combine(keeping.Folder, "data", "index"), "*" + RunPlace.Ending));
        }

        await using var again = await Searching.Over(keeping.Station);
        Assert.Equal(later, again.Pages(("_count", "1000"))[0].Order());
        Assert.Empty(again.Said);
    }

    // The list reaches less far than the entry that names what went: it is tied to that one all the same.
    [Fact]
    public async Task A_journal_put_back_from_before_a_deletion_has_its_records_again_and_the_index_too()
    {
        await using var keeping = await Keeping();
        await Bring(keeping, new Random(1), 100);
        keeping.Clock.LeapTo(KeepingStation.Beginning.AddMonths(13));
        await Bring(keeping, new Random(2), 5);
        await keeping.Settled();
        using var before = new Folder();
        await keeping.Station.Intake.Publish(null, TestContext.Current.CancellationToken);
        Folder.Copy(keeping.Journal, before.Path);
        await using (var searching = await Searching.Over(keeping.Station))
        {
            Assert.Equal(105, searching.Pages(("_count", "1000"))[0].Count);
            await keeping.Look();
            await searching.Whole();
            Assert.Equal(5, searching.Pages(("_count", "1000"))[0].Count);
        }

        keeping.Policy = RetentionPolicy.Shipped;
        await keeping.Meanwhile(() => PutBack(before.Path, keeping.Journal));
        await using var restored = await Searching.Over(keeping.Station);
        Anew(restored, 105, "entries");
    }

    [Fact]
    public async Task A_damaged_file_is_said_once_and_drawn_up_anew()
    {
        await using var keeping = await Keeping();
        await Bring(keeping, new Random(1), 100);
        await using var searching = await Searching.Over(keeping.Station);
        foreach (var path in Directory.GetFiles(Path.Combine(keeping.Folder, "data", "index"), "*" + RunPlace.Ending))
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(file, "xxxx"u8, 20);
        }

        var damage = Assert.Throws<DamagedIndexException>(() => searching.Pages(("_count", "1000")));
        searching.Index.Doubt(damage);
        Assert.False(searching.Index.IsWhole);
        await searching.Whole();
        searching.Index.Doubt(damage); // one that began before
        Assert.True(searching.Index.IsWhole);
        Assert.Equal(100, searching.Pages(("_count", "1000"))[0].Count);
        Assert.Contains("damaged", Assert.Single(searching.Said), StringComparison.Ordinal);
    }

    private static void Anew(Searching searching, int records, string reason)
    {
        Assert.Equal(0, searching.Index.Kept);
        Assert.Contains(reason, Assert.Single(searching.Said), StringComparison.Ordinal);
        Assert.Equal(records, searching.Pages(("_count", "1000"))[0].Count);
    }

    private static async Task<KeepingStation> Keeping()
    {
        var keeping = new KeepingStation { PostingsInMemory = InMemory };
        await keeping.Restart();
        return keeping;
    }

    private static Task<IReadOnlyList<long>> Bring(KeepingStation keeping, Random random, int records) =>
        keeping.Bring("fhir here", [.. Enumerable.Range(0, records).Select(_ => Event(random, keeping))]);

    private static string Event(Random random, KeepingStation keeping)
    {
        var at = keeping.Clock.GetUtcNow().AddMinutes(-random.Next(10_000)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return random.Next(10) == 0 ? Samples.Syslog(at, Samples.Dicom($"p-{random.Next(5)}", at))
            : Samples.Fhir($"p-{random.Next(5)}", at, "CRUDE"[random.Next(5)].ToString(), random.Next(5) == 0 ? "8" : "0");
    }

    private static void Same(Random random, Searching one, Searching other)
    {
        for (var i = 0; i < 12; i++)
        {
            var parameters = new List<(string, string)> { ("_count", random.Next(1, 60).ToString(CultureInfo.InvariantCulture)) };
            if (random.Next(2) == 0) parameters.Add(("patient", $"Patient/p-{random.Next(5)}"));
            if (random.Next(3) == 0) parameters.Add(("action", "CRUDE"[random.Next(5)].ToString()));
            if (random.Next(3) == 0) parameters.Add(("outcome", random.Next(2) == 0 ? "8" : "0"));
            if (random.Next(3) == 0) parameters.Add(("date", "ge" + KeepingStation.Beginning.AddDays(random.Next(-7, 700)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            Assert.Equal(other.Pages([.. parameters]), one.Pages([.. parameters]));
        }
    }

    private static void PutBack(string from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Folder.Copy(from, to);
    }
}
