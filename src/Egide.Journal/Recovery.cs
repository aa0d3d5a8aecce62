namespace Egide.Journal;

/// <summary>
/// Reads the segments back when a journal is opened; they are the truth, and the tree is made again from them. A frame that the
/// power cut short is no frame. But what was signed must be there as it was: to go on from less would sign the loss.
/// </summary>
internal sealed class Recovery(string directory, Checkpoint? signed, TreeBuilder tree, Action<Frame, byte[]> integrate)
{
    private readonly HashSet<string> _writtenAgain = new(StringComparer.Ordinal);
    private bool _vouched = signed is null or { Size: 0 };

    /// <summary>Gives each whole frame away in order, and leaves all of them durable; returns the bytes of a torn append that were cut.</summary>
    /// <exception cref="InvalidDataException">What the checkpoint vouches for is not all there, or a frame before another is damaged; no segment was changed.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public long Run()
    {
        var torn = Read();
        if (!_vouched) throw Damaged($"The segments of {directory} are not what its checkpoint of {signed!.Size} entries vouches for.");
        foreach (var path in _writtenAgain)
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            Disk.Flush(file, path);
        }

        return torn;
    }

    public static InvalidDataException Damaged(string what) => new($"{what} Run 'egide verify' on the journal and restore a copy.");

    private long Read()
    {
        foreach (var (path, offset, bytes) in Segments.Frames(directory))
        {
            var frame = bytes is null ? null : Frame.Parse(bytes, offset);
            if (frame is null || frame.First != tree.Size || Frame.Split(frame.Entries) is not { } entries || entries.Count != frame.Count)
                return Torn(path, offset, bytes);
            if (_vouched) WriteAgain(path, offset, bytes!);
            var leaves = new byte[frame.Count * Merkle.Size];
            for (var i = 0; i < entries.Count; i++) Merkle.Leaf(entries[i].Span, leaves.AsSpan(i * Merkle.Size));
            integrate(frame, leaves);
            _vouched |= tree.Size == signed?.Size && tree.Root().AsSpan().SequenceEqual(signed.Root);
        }

        return 0;
    }

    private long Torn(string path, long offset, byte[]? bytes)
    {
        var length = new FileInfo(path).Length;
        var isLast = path == Segments.Files(directory)[^1] && (bytes is null || offset + bytes.Length == length);
        if (!isLast || !_vouched || Segments.HoldFrameAfter(path, offset)) throw Damaged($"{path} is damaged at byte {offset}.");
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, offset);
        Disk.Flush(file, path);
        return length - offset;
    }

    // What no checkpoint vouches for may have met a failed fsync before: the system then reads it back from memory, and takes it for
    // durable though it is not. Written again, the same bytes reach the disk or the failure is told.
    private void WriteAgain(string path, long offset, byte[] bytes)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, bytes, offset);
        _writtenAgain.Add(path);
    }
}
