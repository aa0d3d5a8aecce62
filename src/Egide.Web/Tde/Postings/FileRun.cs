using K4os.Compression.LZ4;
using Microsoft.Win32.SafeHandles;

namespace Egide.Web.Tde.Postings;

/// <summary>
/// A run in a file that holds one after the other: blocks of 512 postings, column by column, each value as its difference to the one
/// before, its bytes sorted by weight, LZ4 over all. Of each block its first posting and its place stay in memory.
/// </summary>
internal sealed class FileRun : Run
{
    private const int Size = 512;
    private const int Columns = 3;
    private const int Plain = Size * Columns * sizeof(long);
    private readonly SafeFileHandle _file;
    private readonly long[] _offsets;

    private FileRun(SafeFileHandle file, long[] offsets, Posting[] fences, int count, long newest) : base(fences, count, newest) => (_file, _offsets) = (file, offsets);

    protected override int BlockSize => Size;

    /// <summary>Writes a run behind all that the file holds.</summary>
    /// <exception cref="IOException">The disk refused; what the file held before stands.</exception>
    public static FileRun Write(SafeFileHandle file, MemoryRun run)
    {
        var sorted = run.Block(0);
        var blocks = (sorted.Length + Size - 1) / Size;
        var (offsets, fences) = (new long[blocks + 1], new Posting[blocks]);
        var (plain, packed) = (new byte[Plain], new byte[LZ4Codec.MaximumOutputSize(Plain)]);
        offsets[0] = RandomAccess.GetLength(file);
        for (var i = 0; i < blocks; i++)
        {
            var block = sorted.AsSpan(i * Size, Math.Min(Size, sorted.Length - i * Size));
            fences[i] = block[0];
            Spread(block, plain);
            var length = LZ4Codec.Encode(plain, packed);
            RandomAccess.Write(file, packed.AsSpan(0, length), offsets[i]);
            offsets[i + 1] = offsets[i] + length;
        }

        return new FileRun(file, offsets, fences, sorted.Length, run.Newest);
    }

    public override Posting[] Block(int number)
    {
        var packed = new byte[_offsets[number + 1] - _offsets[number]];
        var plain = new byte[Plain];
        if (RandomAccess.Read(_file, packed, _offsets[number]) != packed.Length || LZ4Codec.Decode(packed, plain) != Plain)
            throw new InvalidDataException("The index of the trail is damaged: start again, and it is drawn up anew.");
        return Gather(plain, Math.Min(Size, Count - number * Size));
    }

    private static void Spread(ReadOnlySpan<Posting> block, Span<byte> plain)
    {
        plain.Clear();
        Posting before = default;
        for (var i = 0; i < block.Length; i++)
        {
            Put(plain, 0, i, block[i].Key - before.Key);
            Put(plain, 1, i, (ulong)(before.Time - block[i].Time));
            Put(plain, 2, i, (ulong)(before.Position - block[i].Position));
            before = block[i];
        }
    }

    private static Posting[] Gather(ReadOnlySpan<byte> plain, int count)
    {
        var block = new Posting[count];
        Posting before = default;
        for (var i = 0; i < count; i++)
            block[i] = before = new Posting(before.Key + Get(plain, 0, i), before.Time - (long)Get(plain, 1, i), before.Position - (long)Get(plain, 2, i));
        return block;
    }

    private static void Put(Span<byte> plain, int column, int at, ulong value)
    {
        for (var weight = 0; weight < sizeof(ulong); weight++) plain[(column * sizeof(ulong) + weight) * Size + at] = (byte)(value >> (8 * weight));
    }

    private static ulong Get(ReadOnlySpan<byte> plain, int column, int at)
    {
        ulong value = 0;
        for (var weight = 0; weight < sizeof(ulong); weight++) value |= (ulong)plain[(column * sizeof(ulong) + weight) * Size + at] << (8 * weight);
        return value;
    }
}
