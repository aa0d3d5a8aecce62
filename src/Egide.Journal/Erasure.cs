using System.Buffers.Binary;

namespace Egide.Journal;

/// <summary>Takes payloads out of the segments of a journal; positions are checked before anything is changed.</summary>
internal sealed class Erasure
{
    private readonly SortedSet<long> _positions;
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    public Erasure(string directory, IReadOnlyList<long> positions, long count)
    {
        _positions = [.. positions];
        if (_positions.Count == 0 || _positions.Min < 0 || _positions.Max >= count) throw new ArgumentException($"Positions from 0 to {count - 1} are expected, at least one.", nameof(positions));
        foreach (var (file, offset, bytes) in Segments.Frames(directory))
        {
            var frame = Read(file, offset, bytes);
            var indices = Of(frame);
            if (indices.Count == 0) continue;
            _files.Add(file);
            var entries = Frame.Split(frame.Entries)!;
            foreach (var index in indices)
                if (JournalEntry.Parse(entries[index].Span) is not { Kind: not EntryKind.Erasure })
                    throw new ArgumentException($"Position {frame.First + index} records an erasure, or is malformed: it cannot be erased.", nameof(positions));
        }
    }

    /// <summary>What the record of the erasure says: positions, int64 little-endian.</summary>
    public byte[] Payload()
    {
        var payload = new byte[8 * _positions.Count];
        var at = 0;
        foreach (var position in _positions) BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(8 * at++), position);
        return payload;
    }

    /// <summary>The positions that such a payload names.</summary>
    public static IEnumerable<long> Positions(ReadOnlyMemory<byte> payload)
    {
        for (; payload.Length >= 8; payload = payload[8..]) yield return BinaryPrimitives.ReadInt64LittleEndian(payload.Span);
    }

    /// <summary>Writes each segment concerned anew beside itself, makes it durable and puts it in the place of the old one.</summary>
    public void Run()
    {
        foreach (var path in _files)
        {
            using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
            {
                foreach (var (offset, bytes) in Segments.FramesOf(path))
                {
                    var frame = Read(path, offset, bytes);
                    var indices = Of(frame);
                    file.Write(indices.Count == 0 ? bytes! : Rewrite(frame, indices));
                }

                file.Flush();
                Disk.Flush(file.SafeFileHandle, path);
            }

            File.Move(path + ".new", path, overwrite: true);
            Disk.SyncFolder(Path.GetDirectoryName(path)!);
        }
    }

    private static byte[] Rewrite(Frame frame, HashSet<int> indices)
    {
        var blocks = Block.Without(frame.Blocks, indices);
        var bytes = new byte[Frame.HeaderSize + frame.Entries.Length + blocks.Length + Merkle.Size];
        Frame.Write(bytes, frame.First, frame.Count, frame.Entries.Span, blocks);
        return bytes;
    }

    private HashSet<int> Of(Frame frame) => [.. _positions.GetViewBetween(frame.First, frame.First + frame.Count - 1).Select(p => (int)(p - frame.First))];

    private static Frame Read(string path, long offset, byte[]? bytes) =>
        (bytes is null ? null : Frame.Parse(bytes, offset)) ?? throw new InvalidDataException($"{path} is damaged at byte {offset}.");
}
