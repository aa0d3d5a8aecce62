using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Egide.Journal;

/// <summary>
/// A compressed run of payloads inside a frame: records (int32), bytes raw and compressed (int32 each, little-endian),
/// then LZ4. Raw, each payload is its length (int32; -1 when erased), its salt and itself.
/// </summary>
internal static class Block
{
    public const int HeadSize = 12;
    private const int Erased = -1;

    public static void Write(Span<byte> into, int records, int raw, int compressed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into, records);
        BinaryPrimitives.WriteInt32LittleEndian(into[4..], raw);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], compressed);
    }

    /// <summary>Reads the head of the first of some blocks; false when it is malformed or longer than what is there.</summary>
    public static bool TryHead(ReadOnlySpan<byte> blocks, out int records, out int raw, out int compressed)
    {
        records = raw = compressed = 0;
        if (blocks.Length < HeadSize) return false;
        records = BinaryPrimitives.ReadInt32LittleEndian(blocks);
        raw = BinaryPrimitives.ReadInt32LittleEndian(blocks[4..]);
        compressed = BinaryPrimitives.ReadInt32LittleEndian(blocks[8..]);
        // LZ4 makes at most 255 bytes of one: more is a lie, and not worth the memory.
        return records >= 0 && raw >= 0 && compressed >= 0 && compressed <= blocks.Length - HeadSize && raw <= 255L * compressed;
    }

    /// <summary>Length of the next payload with its salt in the bytes of a block, from <paramref name="at"/> which is moved to where it begins; 0 when it is erased, -1 when malformed.</summary>
    public static int Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at + 4 > bytes.Length) return -1;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        at += 4;
        if (length == Erased) return 0;
        return length < 0 || length > bytes.Length - at - JournalEntry.SaltSize ? -1 : JournalEntry.SaltSize + length;
    }

    /// <summary>Each payload of a frame's blocks: salt and payload together, or null when erased; null when malformed.</summary>
    public static List<ReadOnlyMemory<byte>?>? Read(ReadOnlyMemory<byte> blocks)
    {
        var result = new List<ReadOnlyMemory<byte>?>();
        while (!blocks.IsEmpty)
        {
            if (!TryHead(blocks.Span, out var records, out var raw, out var compressed)) return null;
            var bytes = new byte[raw];
            if (LZ4Codec.Decode(blocks.Span.Slice(HeadSize, compressed), bytes) != raw || !Split(bytes, records, result)) return null;
            blocks = blocks[(HeadSize + compressed)..];
        }

        return result;
    }

    /// <summary>The same blocks without the payloads at some indices of the frame.</summary>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public static byte[] Without(ReadOnlyMemory<byte> blocks, IReadOnlySet<int> indices)
    {
        var result = new MemoryStream();
        Span<byte> size = stackalloc byte[4];
        for (var index = 0; !blocks.IsEmpty;)
        {
            if (!TryHead(blocks.Span, out _, out _, out var length) || Read(blocks[..(HeadSize + length)]) is not { } payloads) throw new InvalidDataException("A block of payloads is malformed.");
            var raw = new MemoryStream();
            foreach (var payload in payloads)
            {
                var kept = indices.Contains(index++) ? null : payload;
                BinaryPrimitives.WriteInt32LittleEndian(size, kept is { } salted ? salted.Length - JournalEntry.SaltSize : Erased);
                raw.Write(size);
                if (kept is { } bytes) raw.Write(bytes.Span);
            }

            var block = new byte[HeadSize + LZ4Codec.MaximumOutputSize((int)raw.Length)];
            var compressed = LZ4Codec.Encode(raw.GetBuffer().AsSpan(0, (int)raw.Length), block.AsSpan(HeadSize));
            Write(block, payloads.Count, (int)raw.Length, compressed);
            result.Write(block, 0, HeadSize + compressed);
            blocks = blocks[(HeadSize + length)..];
        }

        return result.ToArray();
    }

    private static bool Split(byte[] bytes, int records, List<ReadOnlyMemory<byte>?> into)
    {
        var at = 0;
        for (; records > 0; records--)
        {
            var length = Next(bytes, ref at);
            if (length < 0) return false;
            if (length == 0) into.Add(null);
            else into.Add(bytes.AsMemory(at, length));
            at += length;
        }

        return at == bytes.Length;
    }
}
