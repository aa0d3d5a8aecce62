using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Egide.Journal;

/// <summary>
/// A compressed run of payloads inside a frame: records (int32), bytes raw and compressed (int32 each, little-endian),
/// then LZ4. Raw, each payload is its length (int32; -1 when erased), its salt and itself.
/// </summary>
internal static class Block
{
    public const int Erased = -1;

    public static void Write(Span<byte> into, int records, int raw, int compressed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into, records);
        BinaryPrimitives.WriteInt32LittleEndian(into[4..], raw);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], compressed);
    }

    /// <summary>Each payload of a frame's blocks: salt and payload together, or null when erased; null when malformed.</summary>
    public static List<ReadOnlyMemory<byte>?>? Read(ReadOnlyMemory<byte> blocks)
    {
        var result = new List<ReadOnlyMemory<byte>?>();
        while (!blocks.IsEmpty)
        {
            if (blocks.Length < 12) return null;
            var records = BinaryPrimitives.ReadInt32LittleEndian(blocks.Span);
            var raw = BinaryPrimitives.ReadInt32LittleEndian(blocks.Span[4..]);
            var compressed = BinaryPrimitives.ReadInt32LittleEndian(blocks.Span[8..]);
            if (records < 0 || raw < 0 || compressed < 0 || compressed > blocks.Length - 12 || raw > 255L * compressed) return null;
            var bytes = new byte[raw];
            if (LZ4Codec.Decode(blocks.Span.Slice(12, compressed), bytes) != raw || !Split(bytes, records, result)) return null;
            blocks = blocks[(12 + compressed)..];
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
            var length = blocks.Length < 12 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(blocks.Span[8..]);
            if (length < 0 || length > blocks.Length - 12 || Read(blocks[..(12 + length)]) is not { } payloads) throw new InvalidDataException("A block of payloads is malformed.");
            var raw = new MemoryStream();
            foreach (var payload in payloads)
            {
                var kept = indices.Contains(index++) ? null : payload;
                BinaryPrimitives.WriteInt32LittleEndian(size, kept is { } salted ? salted.Length - JournalEntry.SaltSize : Erased);
                raw.Write(size);
                if (kept is { } bytes) raw.Write(bytes.Span);
            }

            var block = new byte[12 + LZ4Codec.MaximumOutputSize((int)raw.Length)];
            var compressed = LZ4Codec.Encode(raw.GetBuffer().AsSpan(0, (int)raw.Length), block.AsSpan(12));
            Write(block, payloads.Count, (int)raw.Length, compressed);
            result.Write(block, 0, 12 + compressed);
            blocks = blocks[(12 + length)..];
        }

        return result.ToArray();
    }

    private static bool Split(byte[] bytes, int records, List<ReadOnlyMemory<byte>?> into)
    {
        var at = 0;
        for (; records > 0; records--)
        {
            if (at + 4 > bytes.Length) return false;
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            at += 4;
            if (length == Erased)
            {
                into.Add(null);
                continue;
            }

            if (length < 0 || length > bytes.Length - at - JournalEntry.SaltSize) return false;
            into.Add(bytes.AsMemory(at, JournalEntry.SaltSize + length));
            at += JournalEntry.SaltSize + length;
        }

        return at == bytes.Length;
    }
}
