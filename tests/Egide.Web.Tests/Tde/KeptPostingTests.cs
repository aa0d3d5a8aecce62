using CsCheck;
using Egide.Journal;
using Egide.Web.Tde.Postings;

namespace Egide.Web.Tests.Tde;

/// <summary>What is kept on disk is gone on from after a kill at any moment, holds nothing of what was deleted, and is given up when it is not as it was written.</summary>
public sealed class KeptPostingTests
{
    private const int InMemory = 300;

    // Act: 0 deletes some of what came before, all others are records; 1 is a kill before it, a few more settle after it.
    private static readonly Gen<(int Key, int Other, int Time, int Act)[]> Logs = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 200], Gen.Int[0, 150]).Array[0, 1500];

    [Fact]
    public void After_kills_and_deletions_it_finds_what_a_list_would() => Logs.Sample(log =>
    {
        using var folder = new Folder();
        var stores = new List<PostingStore> { Open(folder, 0) };
        var killed = new HashSet<int>();
        for (var i = 0; i < log.Length; i++)
        {
            var (store, at) = (stores[^1], log[i]);
            if (at.Act == 1 && killed.Add(i))
            {
                // Not disposed: the files as they lie, what is in memory lost.
                Folder.Copy(At(folder, stores.Count - 1), At(folder, stores.Count));
                stores.Add(Open(folder, stores.Count));
                i = (int)stores[^1].Covered - 1;
                continue;
            }

            if (at.Act == 0) store.Forget([Deleted(log, i)]);
            else Add(store, at, i);
            if (at.Act is > 1 and < 6) store.Settle(i + 1);
            store.Breathe(i + 1);
        }

        var last = stores[^1];
        last.Settle(log.Length);
        var deleted = Enumerable.Range(0, log.Length).Where(i => log[i].Act == 0).Select(i => Deleted(log, i)).ToList();
        var left = Enumerable.Range(0, log.Length).Where(i => log[i].Act > 0 && !deleted.Exists(range => range.Holds(i))).ToList();
        var expected = left.Where(i => log[i].Key is 1 or 2 && log[i].Other == 3).Select(i => ((long)log[i].Time, (long)i)).OrderByDescending(r => r).ToList();
        Assert.Equal(expected, new Finder(last.Runs, [[1, 2], [103]], 0, 200, long.MaxValue).Find(null));
        Assert.Equal(left.SelectMany(i => new[] { i, i }), Postings(last).Select(p => (int)p.Position).Order());
        // On disk lies what the list says, and nothing else.
        Assert.Equal(last.Bytes, Directory.GetFiles(At(folder, stores.Count - 1), "*" + RunPlace.Ending).Sum(path => new FileInfo(path).Length));
        stores.ForEach(store => store.Dispose());
    }, iter: 100);

    [Theory]
    [InlineData("cut"), InlineData("longer"), InlineData("gone"), InlineData("its table changed"), InlineData("list changed"), InlineData("list cut"), InlineData("list of another version")]
    [InlineData("list empty"), InlineData("another journal"), InlineData("shorter journal"), InlineData("leftovers")]
    public void What_is_not_as_it_was_written_is_given_up(string how)
    {
        using var folder = new Folder();
        using (var store = Open(folder, 0)) Fill(store);
        var (list, run) = (Path.Combine(At(folder, 0), RunList.Name), Path.Combine(At(folder, 0), "00000000" + RunPlace.Ending));
        if (how == "cut") Change(run, bytes => bytes[..^1]);
        if (how == "longer") Change(run, bytes => [.. bytes, 0]);
        if (how == "gone") File.Delete(run);
        if (how == "its table changed") Change(run, bytes => Flipped(bytes, bytes.Length - 10));
        if (how == "list changed") Change(list, bytes => Flipped(bytes, bytes.Length / 2));
        if (how == "list cut") Change(list, bytes => bytes[..(bytes.Length / 2)]);
        if (how == "list of another version") File.WriteAllText(list, File.ReadAllText(list).Replace("index 1", "index 2", StringComparison.Ordinal));
        if (how == "list empty") File.WriteAllText(list, "");
        if (how == "leftovers") File.WriteAllText(Path.Combine(At(folder, 0), "00000099" + RunPlace.Ending), "written, and never listed");
        using var again = new PostingStore(At(folder, 0), new Entries(how == "another journal" ? "others" : "some entries") { Size = how == "shorter journal" ? 10 : long.MaxValue }, InMemory);
        var reason = again.Resume();
        Assert.Equal(how != "leftovers", reason is not null);
        Assert.Equal(how == "leftovers" ? 4 : 0, again.Runs.Count);
        Assert.Equal(how == "leftovers" ? 5 : 0, Directory.GetFiles(At(folder, 0)).Length);
        Assert.Null(again.Resume());
    }

    [Fact]
    public void A_changed_block_is_noticed_when_it_is_read_and_no_other()
    {
        using var folder = new Folder();
        using (var store = Open(folder, 0)) Fill(store);
        var path = Path.Combine(At(folder, 0), "00000000" + RunPlace.Ending);
        var packed = new FileInfo(path).Length;
        for (var at = 0; at < packed - BlockTable.Size(1); at += 97)
        {
            Change(path, bytes => Flipped(bytes, at));
            using var again = Open(folder, 0);
            var damage = Assert.Throws<DamagedIndexException>(() => again.Runs[0].Block(0));
            Assert.Same(again.Runs[0], damage.Run);
            Assert.NotEmpty(again.Runs[1].Block(0));
            Change(path, bytes => Flipped(bytes, at));
        }
    }

    // Cut under an open file, and read.
    [Fact]
    public void A_file_cut_while_it_is_open_is_noticed()
    {
        using var folder = new Folder();
        using var store = Open(folder, 0);
        Fill(store);
        using (var file = File.OpenHandle(Path.Combine(At(folder, 0), "00000002" + RunPlace.Ending), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) RandomAccess.SetLength(file, 20);
        Assert.Throws<DamagedIndexException>(() => Postings(store).Count());
        store.Clear();
        Assert.Empty(store.Runs);
        Fill(store);
        Assert.Equal(1200, Postings(store).Count());
    }

    private static PostingStore Open(Folder folder, int number)
    {
        var store = new PostingStore(At(folder, number), new Entries(), InMemory);
        Assert.Null(store.Resume());
        return store;
    }

    private static void Fill(PostingStore store)
    {
        for (var i = 0; i < 600; i++)
        {
            Add(store, (i % 5, i % 3, i % 200, 9), i);
            store.Breathe(i + 1);
        }

        store.Settle(600);
        Assert.Equal(4, store.Runs.OfType<FileRun>().Count());
    }

    private static void Add(PostingStore store, (int Key, int Other, int Time, int Act) record, int position)
    {
        store.Add(new Posting((ulong)record.Key, record.Time, position));
        store.Add(new Posting(100 + (ulong)record.Other, record.Time, position));
    }

    private static PositionRange Deleted((int Key, int Other, int Time, int Act)[] log, int at) => new(Math.Max(0, at - 3 * log[at].Time), at - 1 - log[at].Other);

    private static IEnumerable<Posting> Postings(PostingStore store) => store.Runs.SelectMany(run => Enumerable.Range(0, run.Blocks).SelectMany(run.Block));

    private static string At(Folder folder, int number) => Path.Combine(folder.Path, $"{number}");

    private static byte[] Flipped(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }

    private static void Change(string path, Func<byte[], byte[]> how) => File.WriteAllBytes(path, how(File.ReadAllBytes(path)));
}
