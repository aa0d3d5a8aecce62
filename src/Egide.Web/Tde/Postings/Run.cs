namespace Egide.Web.Tde.Postings;

/// <summary>Sorted postings of some records, in blocks of which the first posting is held in memory. All postings of a record are in one run.</summary>
internal abstract class Run
{
    protected Run(Posting[] fences, int count, long newest) => (Fences, Count, Newest) = (fences, count, newest);

    /// <summary>Postings.</summary>
    public int Count { get; }

    /// <summary>Latest time in it.</summary>
    public long Newest { get; }

    /// <summary>First posting of each block.</summary>
    protected Posting[] Fences { get; }

    /// <summary>Postings in a block, as a measure of how many a stretch of blocks holds.</summary>
    protected abstract int BlockSize { get; }

    /// <summary>Reads a block.</summary>
    public abstract Posting[] Block(int number);

    /// <summary>About how many postings of a key there are between two times: never too few by more than a block.</summary>
    public long Estimate(ulong key, long low, long high)
    {
        var first = BlockOf(new Posting(key, high, long.MaxValue));
        var last = BlockOf(new Posting(key, low, -1));
        return last == first ? EstimateWithin(key, low, high, first) : (long)(last - first) * BlockSize;
    }

    /// <summary>Number of the block in which a posting stands, or would.</summary>
    public int BlockOf(Posting posting)
    {
        var at = Array.BinarySearch(Fences, posting);
        return at >= 0 ? at : Math.Max(0, ~at - 1);
    }

    /// <summary>Blocks there are.</summary>
    public int Blocks => Fences.Length;

    /// <summary>Where the first posting after another stands in a sorted block.</summary>
    public static int After(Posting[] block, Posting other)
    {
        var at = Array.BinarySearch(block, other);
        return at >= 0 ? at + 1 : ~at;
    }

    protected virtual long EstimateWithin(ulong key, long low, long high, int block) => key == Fences[block].Key ? BlockSize : BlockSize / 2;
}
