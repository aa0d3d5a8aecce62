using System.Buffers;
using Egide.Observe;

namespace Egide;

/// <summary>
/// Holds accesses until those that come late for their time have had theirs, and gives them in time order. Memory grows with what
/// comes in during the lateness.
/// </summary>
internal sealed class Lateness
{
    private readonly PriorityQueue<(byte[] Bytes, int Size), (long At, long Position)> _held = new();

    /// <summary>How many wait.</summary>
    public int Count => _held.Count;

    /// <summary>Takes an access that stands at an instant, microseconds.</summary>
    public void Add(Access access, long at)
    {
        var size = access.Size;
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        access.Write(bytes);
        _held.Enqueue((bytes, size), (at, access.Header.Position));
    }

    /// <summary>Reads the next one that stands before an instant; false when there is none.</summary>
    public bool TryRead(long before, Func<Access> into)
    {
        if (!_held.TryPeek(out var held, out var key) || key.At >= before) return false;
        _held.Dequeue();
        into().Read(held.Bytes.AsSpan(0, held.Size));
        ArrayPool<byte>.Shared.Return(held.Bytes);
        return true;
    }
}
