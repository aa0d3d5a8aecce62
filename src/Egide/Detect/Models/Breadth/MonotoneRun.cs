namespace Egide.Detect.Models.Breadth;

/// <summary>
/// Longest increasing (or decreasing) subsequence of a stream of identifiers, by patience sorting (Fredman 1975), against
/// what a random order gives: 2√n, with fluctuations n^(1/6) of the Tracy–Widom law (Baik, Deift and Johansson 1999).
/// Works on blocks of at most 256 identifiers, so that memory and time stay bounded. Repeats of one identifier in a row
/// count once.
/// </summary>
internal sealed class MonotoneRun
{
    private const int BlockLength = 256;
    private const int Least = 10;
    private readonly long[] _rising = new long[BlockLength];
    private readonly long[] _falling = new long[BlockLength];
    private int _risingLength, _fallingLength;
    private long _last;
    private double _closedBlocks;

    /// <summary>Identifiers in the present block.</summary>
    public int Count { get; private set; }

    /// <summary>Length of the longer of the two subsequences in the present block.</summary>
    public int Longest => Math.Max(_risingLength, _fallingLength);

    /// <summary>
    /// Evidence for a sweep in nats. The p-value is bounded by twice the Tracy–Widom upper tail, exp(−4/3·s^1.5) at
    /// s = (L − 2√n)/n^(1/6), and turned into a ratio by the calibrator 1/(2√p) (Vovk and Wang 2021), which keeps the
    /// mean under chance at most 1.
    /// </summary>
    public double LogRatio => Math.Max(0, _closedBlocks + Present());

    /// <summary>Takes the next identifier.</summary>
    public void Add(long id)
    {
        if (Count > 0 && id == _last) return;
        if (Count == BlockLength)
        {
            _closedBlocks = Math.Max(0, _closedBlocks + Present());
            Count = _risingLength = _fallingLength = 0;
        }
        _last = id;
        Count++;
        Place(_rising, ref _risingLength, id);
        Place(_falling, ref _fallingLength, ~id);
    }

    private double Present()
    {
        if (Count < Least) return 0;
        var s = (Longest - 2 * Math.Sqrt(Count)) / Math.Pow(Count, 1.0 / 6);
        var logP = Math.Min(0, Math.Log(2) - 4.0 / 3 * Math.Pow(Math.Max(0, s), 1.5));
        return -Math.Log(2) - logP / 2;
    }

    private static void Place(long[] tails, ref int length, long value)
    {
        var at = Array.BinarySearch(tails, 0, length, value);
        if (at < 0) at = ~at;
        tails[at] = value;
        if (at == length) length++;
    }
}
