using System.Buffers;

namespace Egide.Connectors.Files;

/// <summary>
/// About 1 MB of whole records of one file, for one worker. It owns its bytes; give it back to
/// <see cref="RecordReader.ReadBlock"/> to be filled again, and dispose of it at the end.
/// </summary>
public sealed class RecordBlock : IDisposable
{
    private readonly List<RecordSlice> _records = [];
    private byte[] _bytes = [];

    /// <summary>The bytes that <see cref="RecordSlice.Start"/> points into.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>The file they come from; null before the first fill.</summary>
    public RecordFile? File { get; internal set; }

    /// <summary>How many records it holds.</summary>
    public int Count => _records.Count;

    /// <summary>Where record <paramref name="index"/> stands.</summary>
    public RecordSlice this[int index] => _records[index];

    /// <summary>The bytes of record <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> Record(int index)
    {
        var slice = _records[index];
        return _bytes.AsSpan(slice.Start, slice.Length);
    }

    /// <summary>Gives its memory back.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _records.Clear();
    }

    /// <summary>File offset of <c>Bytes[0]</c>.</summary>
    internal long Origin { get; private set; }

    internal void Reset(RecordFile file, long origin, int capacity)
    {
        _records.Clear();
        File = file;
        Origin = origin;
        // A block that once held a huge record does not keep its memory.
        if (_bytes.Length < capacity || _bytes.Length > 4L * capacity) Replace(capacity, 0);
    }

    internal void Grow(int capacity, int keep) => Replace(capacity, keep);

    /// <summary>Adds a record, its surrounding blanks trimmed; nothing when only blanks are left.</summary>
    internal void Add(int start, int end, RecordNote note = RecordNote.None)
    {
        while (start < end && IsBlank(_bytes[start])) start++;
        while (end > start && IsBlank(_bytes[end - 1])) end--;
        if (end - start >= 3 && _bytes[start] == 0xEF && _bytes[start + 1] == 0xBB && _bytes[start + 2] == 0xBF) start += 3;
        if (end > start) _records.Add(new RecordSlice(start, end - start, Origin + start, note));
    }

    /// <summary>Fills it with whole records that came in live, at <paramref name="received"/> (microseconds).</summary>
    internal void Fill(RecordFile file, IReadOnlyList<ReadOnlyMemory<byte>> records, long received)
    {
        var size = 0;
        foreach (var record in records) size += record.Length;
        Reset(file, received, Math.Max(1 << 16, size));
        var at = 0;
        foreach (var record in records)
        {
            record.Span.CopyTo(_bytes.AsSpan(at));
            _records.Add(new RecordSlice(at, record.Length, received, RecordNote.None));
            at += record.Length;
        }
    }

    /// <summary>Takes back the records from <paramref name="count"/> on.</summary>
    internal void Truncate(int count) => _records.RemoveRange(count, _records.Count - count);

    /// <summary>Takes out the records that <paramref name="which"/> tells.</summary>
    internal void Remove(Func<ReadOnlySpan<byte>, bool> which) => _records.RemoveAll(slice => which(_bytes.AsSpan(slice.Start, slice.Length)));

    internal static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0;

    private void Replace(int capacity, int keep)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(capacity);
        _bytes.AsSpan(0, keep).CopyTo(bytes);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bytes;
    }
}
