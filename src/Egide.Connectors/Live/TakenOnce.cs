using System.IO.Hashing;

namespace Egide.Connectors.Live;

/// <summary>
/// Which of the last records are in the journal or on their way: 128-bit hashes, in two generations so that memory is bounded.
/// One who tries again does so long before as many others have come. Thread-safe.
/// </summary>
internal sealed class TakenOnce(int generation = 1 << 20)
{
    private readonly Lock _lock = new();
    private Dictionary<UInt128, (Task<long> First, long Number)> _young = [];
    private Dictionary<UInt128, (Task<long> First, long Number)> _old = [];

    /// <summary>What the records of before the start stand after: their numbers are their positions.</summary>
    public static readonly Task<long> Beginning = Task.FromResult(0L);

    public static UInt128 HashOf(ReadOnlySpan<byte> record) => XxHash128.HashToUInt128(record);

    /// <summary>Claims a record that will stand <paramref name="number"/> after <paramref name="first"/>; gives the earlier claim when there is one.</summary>
    public (Task<long> First, long Number)? Claim(UInt128 hash, Task<long> first, long number)
    {
        lock (_lock)
        {
            if (_young.TryGetValue(hash, out var known) || _old.TryGetValue(hash, out known)) return known;
            if (_young.Count >= generation) (_old, _young) = (_young, []);
            _young[hash] = (first, number);
            return null;
        }
    }

    /// <summary>Gives up a claim: the disk refused.</summary>
    public void Release(UInt128 hash)
    {
        lock (_lock)
        {
            _young.Remove(hash);
            _old.Remove(hash);
        }
    }
}
