using CsCheck;
using Egide.Web.Tde.Postings;

namespace Egide.Web.Tests.Tde;

/// <summary>The index finds what a plain list would.</summary>
public sealed class PostingTests
{
    private static readonly Gen<(int Key, int Other, int Time)[]> Records = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 200]).Array[0, 3000];

    [Fact]
    public void It_finds_what_a_list_would_the_newest_first_and_goes_on_from_anywhere() =>
        Gen.Select(Records, Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[1, 400]).Sample((records, low, high, settle) =>
        {
            using var folder = new Folder();
            using var store = new PostingStore(folder.Path, new Entries(), 1500);
            for (var i = 0; i < records.Length; i++)
            {
                store.Add(new Posting((ulong)records[i].Key, records[i].Time, i));
                store.Add(new Posting(100 + (ulong)records[i].Other, records[i].Time, i));
                if (i % settle == 0) store.Settle(i + 1);
                store.Breathe(i + 1);
            }

            store.Settle(records.Length);
            var expected = records.Select((r, i) => (r, i)).Where(r => r.r.Key is 1 or 2 && r.r.Other == 3 && r.r.Time >= low && r.r.Time <= high)
                .Select(r => ((long)r.r.Time, (long)r.i)).OrderByDescending(r => r).ToList();
            Assert.Equal(expected, new Finder(store.Runs, [[1, 2], [103]], low, high, long.MaxValue).Find(null));
            for (var at = 0; at < expected.Count; at += 7)
                Assert.Equal(expected[(at + 1)..], new Finder(store.Runs, [[1, 2], [103]], low, high, long.MaxValue).Find(expected[at]));
        }, iter: 60);

    [Fact]
    public void One_that_gives_up_says_where_and_the_next_goes_on()
    {
        using var folder = new Folder();
        using var store = new PostingStore(folder.Path, new Entries(), 500);
        for (var i = 0; i < 2000; i++)
        {
            store.Add(new Posting(1, i, i));
            if (i % 400 == 0) store.Add(new Posting(2, i, i));
            store.Breathe(i + 1);
        }

        store.Settle(2000);
        var found = new List<long>();
        (long, long)? after = null;
        var rounds = 0;
        do
        {
            var finder = new Finder(store.Runs, [[2, 1], [1]], 0, 5000, 150);
            found.AddRange(finder.Find(after).Select(f => f.Position));
            after = finder.GaveUp;
        }
        while (after is not null && ++rounds < 100);

        Assert.Equal(Enumerable.Range(0, 2000).Select(i => 1999L - i), found);
    }
}
