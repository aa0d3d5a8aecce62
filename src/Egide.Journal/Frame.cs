using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Egide.Journal;

/// <summary>
/// One append in a segment file: magic, first position (int64), records (int32), bytes of entries and of blocks (int32
/// each), all little-endian; the entries as an entry bundle (uint16 big-endian lengths); the blocks; SHA-256 of all before.
/// </summary>
internal sealed record Frame(long First, int Count, ReadOnlyMemory<byte> Entries, ReadOnlyMemory<byte> Blocks, long Offset, int Length)
{
    public const int HeaderSize = 24;
    public const int Longest = 1 << 30;
    private const uint Magic = 0x46474531; // "1EGF"

    /// <summary>A sealed batch as the parts of a frame, in order; entries and blocks are the batch's own buffers.</summary>
    public static ReadOnlyMemory<byte>[] Parts(long first, JournalBatch batch)
    {
        var header = new byte[HeaderSize];
        WriteHeader(header, first, batch.Count, batch.Entries.Length, batch.Blocks.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(batch.Entries.Span);
        hash.AppendData(batch.Blocks.Span);
        return [header, batch.Entries, batch.Blocks, hash.GetHashAndReset()];
    }

    public static void Write(Span<byte> bytes, long first, int count, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> blocks)
    {
        WriteHeader(bytes, first, count, entries.Length, blocks.Length);
        entries.CopyTo(bytes[HeaderSize..]);
        blocks.CopyTo(bytes[(HeaderSize + entries.Length)..]);
        Sha256.Hash(bytes[..^Merkle.Size], bytes[^Merkle.Size..]);
    }

    /// <summary>Whole length of a frame from its header; -1 when it is none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic) return -1;
        var (entries, blocks) = (BinaryPrimitives.ReadInt32LittleEndian(header[16..]), BinaryPrimitives.ReadInt32LittleEndian(header[20..]));
        return entries < 0 || blocks < 0 || (long)entries + blocks > Longest ? -1 : HeaderSize + entries + blocks + Merkle.Size;
    }

    /// <summary>Reads a frame; null when its checksum or form is wrong.</summary>
    public static Frame? Parse(ReadOnlyMemory<byte> bytes, long offset)
    {
        if (LengthOf(bytes.Span) != bytes.Length) return null;
        Span<byte> hash = stackalloc byte[Merkle.Size];
        Sha256.Hash(bytes.Span[..^Merkle.Size], hash);
        if (!hash.SequenceEqual(bytes.Span[^Merkle.Size..])) return null;
        var entries = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[16..]);
        return new Frame(BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[4..]), BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[12..]),
            bytes.Slice(HeaderSize, entries), bytes[(HeaderSize + entries)..^Merkle.Size], offset, bytes.Length);
    }

    /// <summary>The entries one by one; null when their lengths do not add up.</summary>
    public static List<ReadOnlyMemory<byte>>? Split(ReadOnlyMemory<byte> bundle)
    {
        var result = new List<ReadOnlyMemory<byte>>();
        while (!bundle.IsEmpty)
        {
            if (bundle.Length < 2) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < 2 + length) return null;
            result.Add(bundle.Slice(2, length));
            bundle = bundle[(2 + length)..];
        }

        return result;
    }

    private static void WriteHeader(Span<byte> bytes, long first, int count, int entries, int blocks)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], first);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], entries);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], blocks);
    }
}
