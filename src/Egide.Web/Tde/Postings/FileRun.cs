using System.IO.Hashing;
using Egide.Journal;
using K4os.Compression.LZ4;
using Microsoft.Win32.SafeHandles;

namespace Egide.Web.Tde.Postings;

/// <summary>
/// A run in a file of its own: blocks of 512 postings, column by column, each value as its difference to the one before, its bytes sorted
/// by weight, LZ4 over all; then the table of the blocks, which stays in memory. A file of its own, since a deletion must take postings
/// off the disk without writing all others anew.
/// </summary>
internal sealed class FileRun : Run, IDisposable
{
    private const int Size = 512;
    private const int Columns = 3;
    private const int Plain = Size * Columns * sizeof(long);
    private readonly SafeFileHandle _file;
    private readonly BlockTable _blocks;

    private FileRun(SafeFileHandle file, RunPlace place, BlockTable blocks) : base(blocks.Fences, place.Count, place.Newest) => (_file, Place, _blocks) = (file, place, blocks);

    /// <summary>What the list says of it.</summary>
    public RunPlace Place { get; }

    protected override int BlockSize => Size;

    /// <summary>Writes a run, durably but for its file's name.</summary>
    /// <exception cref="IOException">The disk refused; nothing is left of it.</exception>
    public static FileRun Write(string folder, long number, MemoryRun run)
    {
        var sorted = run.Block(0);
        var place = new RunPlace(number, 0, run.Count, run.Newest, sorted.Min(posting => posting.Position), sorted.Max(posting => posting.Position), 0);
        var path = Path.Combine(folder, place.Name);
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            var (blocks, end) = Write(file, sorted);
            var table = blocks.ToBytes();
            RandomAccess.Write(file, table, end);
            Disk.Flush(file, path);
            return new FileRun(file, place with { Length = end + table.Length, Checksum = XxHash3.HashToUInt64(table) }, blocks);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens one that was written.</summary>
    /// <exception cref="InvalidDataException">It is not as it was written; says so.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static FileRun Open(string folder, RunPlace place)
    {
        var file = File.OpenHandle(Path.Combine(folder, place.Name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            var table = new byte[BlockTable.Size((place.Count + Size - 1) / Size)];
            if (RandomAccess.GetLength(file) != place.Length || place.Length < table.Length) throw new InvalidDataException($"{place.Name} is not as long as it was written");
            if (RandomAccess.Read(file, table, place.Length - table.Length) != table.Length || XxHash3.HashToUInt64(table) != place.Checksum) throw new InvalidDataException($"{place.Name} is damaged");
            return new FileRun(file, place, BlockTable.Of(table));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override Posting[] Block(int number)
    {
        var begin = number == 0 ? 0 : _blocks.Ends[number - 1];
        var (packed, plain) = (new byte[_blocks.Ends[number] - begin], new byte[Plain]);
        try
        {
            if (RandomAccess.Read(_file, packed, begin) == packed.Length && XxHash3.HashToUInt64(packed) == _blocks.Checksums[number] && LZ4Codec.Decode(packed, plain) == Plain)
                return Gather(plain, Math.Min(Size, Count - number * Size));
        }
        catch (IOException fault)
        {
            throw new DamagedIndexException(this, $"{Place.Name} cannot be read.", fault);
        }

        throw new DamagedIndexException(this, $"{Place.Name} is damaged.");
    }

    public void Dispose() => _file.Dispose();

    private static (BlockTable Blocks, long End) Write(SafeFileHandle file, Posting[] sorted)
    {
        var blocks = (sorted.Length + Size - 1) / Size;
        var table = new BlockTable(new Posting[blocks], new long[blocks], new ulong[blocks]);
        var (plain, packed, end) = (new byte[Plain], new byte[LZ4Codec.MaximumOutputSize(Plain)], 0L);
        for (var i = 0; i < blocks; i++)
        {
            var block = sorted.AsSpan(i * Size, Math.Min(Size, sorted.Length - i * Size));
            Spread(block, plain);
            var length = LZ4Codec.Encode(plain, packed);
            RandomAccess.Write(file, packed.AsSpan(0, length), end);
            end += length;
            (table.Fences[i], table.Ends[i], table.Checksums[i]) = (block[0], end, XxHash3.HashToUInt64(packed.AsSpan(0, length)));
        }

        return (table, end);
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
