using System.Buffers.Binary;
using Egide.Journal;
using Egide.Observe;

namespace Egide.Web.Tde.Records;

/// <summary>Reads records of a journal that grows. One thread at a time.</summary>
internal sealed class TraceReader(string folder, Origins origins)
{
    // Number of who brought it, when it came, its length; and a sender's key when there is one.
    private const int PlainHeader = 16;
    private const int KeyedHeader = 32;
    private JournalReader? _journal;

    /// <summary>Entries that can be read.</summary>
    public long Count => _journal?.Count ?? 0;

    /// <summary>Goes on to what was published last.</summary>
    public void Advance()
    {
        if (_journal is null) _journal = JournalReader.Open(folder);
        else _journal.Advance();
    }

    /// <summary>The record at a position; null when it is a fact of the journal's own or was erased.</summary>
    /// <param name="position">Below <see cref="Count"/>.</param>
    /// <param name="erased">Whether it was a record once.</param>
    public TraceRecord? Read(long position, out bool erased)
    {
        var entry = _journal!.Entry(position);
        var payload = _journal.Payload(position);
        erased = payload is null;
        if (payload is null) return null;
        if (entry.Kind == EntryKind.Fact && entry.Header.AsSpan().SequenceEqual("origin"u8)) origins.Learn(payload);
        if (entry.Kind != EntryKind.Record || entry.Header.Length is not (PlainHeader or KeyedHeader)) return null;
        var received = Instant.ToDateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(entry.Header.AsSpan(4)));
        return new TraceRecord(position, payload, origins[BinaryPrimitives.ReadInt32LittleEndian(entry.Header)], received);
    }
}
