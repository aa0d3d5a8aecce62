using System.Buffers.Binary;
using System.Text.Json;

namespace Egide.Journal;

/// <summary>
/// What an entry of kind erasure says is gone. It has two forms: an empty header, and positions one by one (int64, little-endian); or
/// the header <c>ranges</c>, and JSON that names whole runs and the fact which says why.
/// </summary>
/// <param name="Position">Where it stands: it names earlier positions only.</param>
/// <param name="Fact">Position of the fact that says who ordered it, when and under which rule; -1 when it names none.</param>
/// <param name="Records">Runs whose records are gone; facts that stand among them stay.</param>
/// <param name="Entries">Runs of which everything is gone, but for what records an erasure.</param>
public sealed record Deletion(long Position, long Fact, IReadOnlyList<PositionRange> Records, IReadOnlyList<PositionRange> Entries)
{
    /// <summary>Header of an entry of the second form.</summary>
    public const string Header = "ranges";

    /// <summary>Whether it explains that the payload of an entry is absent.</summary>
    public bool Names(long position, EntryKind kind) =>
        position < Position && (kind == EntryKind.Record && Records.Any(r => r.Holds(position)) || kind != EntryKind.Erasure && Entries.Any(r => r.Holds(position)));

    /// <summary>Adds such an entry, in the second form, to a batch. Publish it before <see cref="Carry"/>.</summary>
    public static void Add(JournalBatch batch, long fact, IReadOnlyList<PositionRange> records, IReadOnlyList<PositionRange> entries)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Add(EntryKind.Erasure, "ranges"u8, JsonSerializer.SerializeToUtf8Bytes(new { fact, records = Pairs(records), entries = Pairs(entries) }));
    }

    /// <summary>Reads an entry's payload in either form; null when it is neither.</summary>
    public static Deletion? Read(long position, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) =>
        header.SequenceEqual("ranges"u8) ? OfJson(position, payload) : header.IsEmpty && payload.Length % 8 == 0 ? OfPositions(position, payload) : null;

    /// <summary>
    /// Takes the payloads out of the segments, each written anew beside itself and put in the old one's place. Cut at any moment, the same
    /// call finishes it. The journal may be written meanwhile; the segment that is written to is never touched.
    /// </summary>
    /// <param name="directory">The journal's folder.</param>
    /// <returns>Bytes that the segments take less.</returns>
    /// <exception cref="InvalidOperationException">It names something of the segment that is written to; nothing was done.</exception>
    /// <exception cref="IOException">The disk refused; call it again.</exception>
    /// <exception cref="InvalidDataException">A segment is damaged.</exception>
    public long Carry(string directory) => new Eraser(directory, this, writing: true).Run();

    internal static List<PositionRange> Runs(IEnumerable<long> sorted)
    {
        var runs = new List<PositionRange>();
        foreach (var position in sorted)
        {
            if (runs.Count > 0 && position <= runs[^1].Last + 1) runs[^1] = runs[^1] with { Last = position };
            else runs.Add(new PositionRange(position, position));
        }

        return runs;
    }

    private static IEnumerable<long[]> Pairs(IReadOnlyList<PositionRange> ranges) => ranges.Select(r => new[] { r.First, r.Last });

    private static Deletion OfPositions(long position, ReadOnlySpan<byte> payload)
    {
        var all = new long[payload.Length / 8];
        for (var i = 0; i < all.Length; i++) all[i] = BinaryPrimitives.ReadInt64LittleEndian(payload[(8 * i)..]);
        Array.Sort(all);
        return new Deletion(position, -1, [], Runs(all));
    }

    // Somebody else may have written it: what is not understood explains nothing.
    private static Deletion? OfJson(long position, ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            using var document = JsonDocument.ParseValue(ref reader);
            var said = document.RootElement;
            return new Deletion(position, said.GetProperty("fact").GetInt64(), Of(said.GetProperty("records")), Of(said.GetProperty("entries")));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static List<PositionRange> Of(JsonElement pairs) => [.. pairs.EnumerateArray().Select(pair => new PositionRange(pair[0].GetInt64(), pair[1].GetInt64()))];
}
