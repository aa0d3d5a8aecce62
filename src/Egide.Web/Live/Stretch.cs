using System.Buffers;
using Egide.Observe;

namespace Egide.Web.Live;

/// <summary>Some accesses of the journal in a row, and whether a pause follows them.</summary>
internal sealed class Stretch
{
    private readonly List<(byte[] Bytes, int Size, long Received)> _accesses = [];

    /// <summary>How many it holds.</summary>
    public int Count => _accesses.Count;

    /// <summary>The instant up to which what waits goes on after them; null when they are followed by more.</summary>
    public long? Pause { get; set; }

    public void Add(Access access, long received)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(access.Size);
        access.Write(bytes);
        _accesses.Add((bytes, access.Size, received));
    }

    /// <summary>Lets go of them.</summary>
    public void Drop()
    {
        foreach (var (bytes, _, _) in _accesses) ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Gives them one after the other.</summary>
    public void Give(Access into, Action<Access, long> take)
    {
        foreach (var (bytes, size, received) in _accesses)
        {
            into.Read(bytes.AsSpan(0, size));
            ArrayPool<byte>.Shared.Return(bytes);
            take(into, received);
        }
    }
}
