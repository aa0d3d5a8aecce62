using System.Buffers.Binary;
using System.Text;
using Egide.Connectors.Files;
using Egide.Journal;

namespace Egide.Connectors.Live;

/// <summary>
/// Reads a live journal's entries as <see cref="LiveIntake"/> writes them, and learns on the way who brought what. Sees what is
/// published; <see cref="Advance"/> goes on to what was published since. One thread at a time.
/// </summary>
public sealed class LiveReader
{
    private readonly JournalReader _journal;
    private long _named;

    /// <summary>Opens a journal's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">Receives the names met; readers of one journal may share it.</param>
    /// <exception cref="InvalidDataException">It has no readable checkpoint.</exception>
    public LiveReader(string folder, OriginNames? names = null) => (_journal, Names) = (JournalReader.Open(folder), names ?? new OriginNames());

    /// <summary>Names of who brought what, as far as they were met.</summary>
    public OriginNames Names { get; }

    /// <summary>Entries that can be read.</summary>
    public long Count => _journal.Count;

    /// <summary>The checkpoint they stand under.</summary>
    public Checkpoint Checkpoint => _journal.Checkpoint;

    /// <summary>Goes on to what was published last; false when that is nothing more.</summary>
    public bool Advance() => _journal.Advance();

    /// <summary>The segments that hold what can be read.</summary>
    public IReadOnlyList<SegmentSpan> Segments() => _journal.Segments();

    /// <summary>When each record of a run came in, microseconds, whether its bytes were erased or not.</summary>
    public IEnumerable<long> Received(PositionRange positions)
    {
        for (var position = positions.First; position <= positions.Last; position++)
            if (_journal.Entry(position) is { Kind: EntryKind.Record, Header.Length: IntakeWorker.PlainHeader or IntakeWorker.KeyedHeader } entry)
                yield return BinaryPrimitives.ReadInt64LittleEndian(entry.Header.AsSpan(4));
    }

    /// <summary>Root hash of the tree over the first entries; at least 1, at most <see cref="Count"/>.</summary>
    public byte[] Root(long size) => _journal.Root(size);

    /// <summary>What the entry at a position says was erased; null when it records no erasure.</summary>
    public Deletion? Erased(long position) => _journal.Deletion(position);

    /// <summary>Reads anew what was read of the segments: somebody deleted from them.</summary>
    public void Reread() => _journal.Reread();

    /// <summary>The entry at a position; null when it was erased, or records an erasure of single payloads.</summary>
    /// <param name="position">Below <see cref="Count"/>.</param>
    /// <param name="erased">Whether its bytes were erased.</param>
    public LiveEntry? Read(long position, out bool erased)
    {
        var entry = _journal.Entry(position);
        var payload = _journal.Payload(position);
        erased = payload is null;
        if (payload is null) return null;
        if (entry.Kind == EntryKind.Fact) return Fact(position, entry.Header, payload);
        if (entry.Kind == EntryKind.Erasure && System.Text.Ascii.Equals(entry.Header, Deletion.Header)) return new LiveEntry(position, payload, LiveEntry.Deletion, -1, 0, null);
        if (entry.Kind != EntryKind.Record || entry.Header.Length is not (IntakeWorker.PlainHeader or IntakeWorker.KeyedHeader)) return null;
        ReadOnlySpan<byte> header = entry.Header;
        return new LiveEntry(position, payload, null, BinaryPrimitives.ReadInt32LittleEndian(header), BinaryPrimitives.ReadInt64LittleEndian(header[4..]),
            header.Length == IntakeWorker.KeyedHeader ? BinaryPrimitives.ReadUInt128LittleEndian(header[IntakeWorker.PlainHeader..]) : null);
    }

    /// <summary>Learns the names given before a position, without reading the records: for one who begins in the middle.</summary>
    public void LearnBefore(long position)
    {
        for (; _named < Math.Min(position, Count); _named++)
            if (_journal.Entry(_named) is { Kind: EntryKind.Fact } entry && IsName(entry.Header) && _journal.Payload(_named) is { } payload) Names.Learn(payload);
    }

    private static bool IsName(ReadOnlySpan<byte> header) => System.Text.Ascii.Equals(header, OriginNames.Fact);

    private LiveEntry Fact(long position, byte[] header, byte[] payload)
    {
        if (IsName(header)) Names.Learn(payload);
        return new LiveEntry(position, payload, Encoding.UTF8.GetString(header), -1, 0, null);
    }
}
