using System.Runtime.InteropServices;

namespace Egide.Web.Tde.Postings;

/// <summary>What stands behind the blocks of a run's file: of each block its first posting, where it ends, and its checksum.</summary>
/// <param name="Fences">First posting of each.</param>
/// <param name="Ends">Byte behind each; a block begins where the one before ends.</param>
/// <param name="Checksums">XxHash3 of each, as it lies in the file.</param>
internal sealed record BlockTable(Posting[] Fences, long[] Ends, ulong[] Checksums)
{
    private const int OfOne = 3 * sizeof(long) + sizeof(long) + sizeof(ulong);

    /// <summary>Bytes it takes for so many blocks.</summary>
    public static long Size(int blocks) => (long)blocks * OfOne;

    public byte[] ToBytes() =>
        [.. MemoryMarshal.AsBytes<Posting>(Fences), .. MemoryMarshal.AsBytes<long>(Ends), .. MemoryMarshal.AsBytes<ulong>(Checksums)];

    /// <summary>Reads what <see cref="ToBytes"/> wrote, on a machine of the same byte order.</summary>
    public static BlockTable Of(ReadOnlySpan<byte> bytes)
    {
        var blocks = bytes.Length / OfOne;
        var (fences, ends) = (blocks * 3 * sizeof(long), blocks * (3 * sizeof(long) + sizeof(long)));
        return new BlockTable(MemoryMarshal.Cast<byte, Posting>(bytes[..fences]).ToArray(), MemoryMarshal.Cast<byte, long>(bytes[fences..ends]).ToArray(), MemoryMarshal.Cast<byte, ulong>(bytes[ends..]).ToArray());
    }
}
