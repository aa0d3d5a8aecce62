using System.Buffers.Binary;

namespace Egide.Journal;

/// <summary>Takes single payloads out of the segments of a journal; positions are checked before anything is changed.</summary>
internal sealed class Erasure
{
    private readonly string _directory;
    private readonly SortedSet<long> _positions;

    public Erasure(string directory, IReadOnlyList<long> positions, long count)
    {
        (_directory, _positions) = (directory, [.. positions]);
        if (_positions.Count == 0 || _positions.Min < 0 || _positions.Max >= count) throw new ArgumentException($"Positions from 0 to {count - 1} are expected, at least one.", nameof(positions));
        foreach (var (file, offset, bytes) in Segments.Frames(directory))
        {
            var frame = (bytes is null ? null : Frame.Parse(bytes, offset)) ?? throw new InvalidDataException($"{file} is damaged at byte {offset}.");
            var named = _positions.GetViewBetween(frame.First, frame.First + frame.Count - 1);
            if (named.Count == 0) continue;
            var entries = Frame.Split(frame.Entries)!;
            foreach (var position in named)
                if (JournalEntry.Parse(entries[(int)(position - frame.First)].Span) is not { Kind: not EntryKind.Erasure })
                    throw new ArgumentException($"Position {position} records an erasure, or is malformed: it cannot be erased.", nameof(positions));
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

    /// <summary>Takes them out, once nobody writes the journal.</summary>
    public void Run() => new Eraser(_directory, new Deletion(long.MaxValue, -1, [], Deletion.Runs(_positions)), writing: false).Run();
}
