using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using K4os.Compression.LZ4;

namespace Egide.Journal;

/// <summary>
/// What can be said of a frame alone, on any thread: its checksum, each payload against its entry, and the tiles and bundles that
/// lie wholly in it. Its place in the log is taken from its own header; who goes through the frames in order checks that.
/// </summary>
internal sealed class FrameCheck
{
    private readonly string _directory;
    private readonly long _signed;

    private FrameCheck(string directory, long signed) => (_directory, _signed) = (directory, signed);

    /// <summary>The frame; null when it is none.</summary>
    public Frame? Frame { get; private set; }

    /// <summary>What is wrong with the frame, as a code.</summary>
    public string? Fault { get; private set; }

    /// <summary>Which of its entries that concerns.</summary>
    public int Index { get; private set; }

    /// <summary>What is wrong with a tile or a bundle.</summary>
    public Verification? TileFault { get; private set; }

    /// <summary>Where each entry begins in the frame's bundle, its length before it; and the end.</summary>
    public int[] Offsets { get; private set; } = [];

    /// <summary>Leaf hashes, one after the other.</summary>
    public byte[] Leaves { get; private set; } = [];

    /// <summary>Entries whose payload is absent, and what they are.</summary>
    public List<(int Index, EntryKind Kind)> Erased { get; } = [];

    /// <summary>Which entry says that something was erased, and what.</summary>
    public List<(int By, Deletion What)> Erasures { get; } = [];

    /// <summary>Entries before the first tile that lies wholly in the frame.</summary>
    public int BeforeTiles { get; private set; }

    /// <summary>Roots of the tiles that lie wholly in the frame and under the checkpoint.</summary>
    public List<byte[]> TileRoots { get; } = [];

    /// <summary>Checks a frame's bytes.</summary>
    /// <param name="bytes">The frame; null when it is torn.</param>
    /// <param name="offset">Where it stands in its segment.</param>
    /// <param name="directory">The journal's folder.</param>
    /// <param name="signed">Entries under the checkpoint.</param>
    public static FrameCheck Run(byte[]? bytes, long offset, string directory, long signed)
    {
        var check = new FrameCheck(directory, signed) { Frame = bytes is null ? null : Frame.Parse(bytes, offset) };
        check.Fault = check.Frame is null ? "segment_corrupt" : check.Entries() && check.Payloads() ? check.Fault : "entry_malformed";
        if (check.Fault is null) check.Tiles();
        return check;
    }

    private ReadOnlySpan<byte> Entry(int index) => Frame!.Entries.Span[(Offsets[index] + 2)..Offsets[index + 1]];

    private bool Entries()
    {
        var bundle = Frame!.Entries.Span;
        if (Frame.Count < 0 || Frame.Count > bundle.Length / (2 + JournalEntry.Overhead)) return false;
        (Offsets, Leaves) = (new int[Frame.Count + 1], new byte[Frame.Count * Merkle.Size]);
        for (Index = 0; Index < Frame.Count; Index++)
        {
            var at = Offsets[Index];
            if (at + 2 > bundle.Length) return false;
            Offsets[Index + 1] = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle[at..]);
            if (Offsets[Index + 1] > bundle.Length || !JournalEntry.IsEntry(Entry(Index))) return false;
            Merkle.Leaf(Entry(Index), Leaves.AsSpan(Index * Merkle.Size));
        }

        return Offsets[^1] == bundle.Length;
    }

    // False when the blocks are malformed; a payload that is not its entry's is a fault of its own.
    private bool Payloads()
    {
        Index = 0;
        for (var blocks = Frame!.Blocks.Span; !blocks.IsEmpty;)
        {
            if (!Block.TryHead(blocks, out var records, out var raw, out var compressed)) return false;
            var buffer = ArrayPool<byte>.Shared.Rent(raw);
            var whole = LZ4Codec.Decode(blocks.Slice(Block.HeadSize, compressed), buffer.AsSpan(0, raw)) == raw && Payloads(buffer.AsSpan(0, raw), records);
            ArrayPool<byte>.Shared.Return(buffer);
            if (!whole || Fault is not null) return whole;
            blocks = blocks[(Block.HeadSize + compressed)..];
        }

        return Index == Frame.Count;
    }

    private bool Payloads(ReadOnlySpan<byte> bytes, int records)
    {
        Span<byte> hash = stackalloc byte[Merkle.Size];
        var at = 0;
        for (; records > 0; records--, Index++)
        {
            var length = Index < Frame!.Count ? Block.Next(bytes, ref at) : -1;
            if (length < 0) return false;
            if (length == 0)
            {
                Erased.Add((Index, JournalEntry.KindOf(Entry(Index))));
                continue;
            }

            var salted = bytes.Slice(at, length);
            at += length;
            SHA256.HashData(salted, hash);
            if (!hash.SequenceEqual(JournalEntry.CommitmentOf(Entry(Index))))
            {
                Fault = "payload_mismatch";
                return true;
            }

            if (JournalEntry.KindOf(Entry(Index)) == EntryKind.Erasure && Deletion.Read(Frame.First + Index, JournalEntry.HeaderOf(Entry(Index)), salted[JournalEntry.SaltSize..]) is { } deletion)
                Erasures.Add((Index, deletion));
        }

        return at == bytes.Length;
    }

    private void Tiles()
    {
        var first = Frame!.First;
        if (first < 0 || first > _signed) return;
        BeforeTiles = (int)Math.Min(Frame.Count, -first & (TilePath.Width - 1));
        var end = Math.Min(first + Frame.Count, _signed) - first;
        for (var at = BeforeTiles; at + TilePath.Width <= end && TileFault is null; at += TilePath.Width)
        {
            var number = (first + at) / TilePath.Width;
            var hashes = Leaves.AsSpan(at * Merkle.Size, TilePath.Width * Merkle.Size);
            TileFault = Journal.Tiles.CompareFile(_directory, TilePath.Of(-1, number, TilePath.Width), Frame.Entries.Span[Offsets[at]..Offsets[at + TilePath.Width]], "entry_changed", first + at)
                ?? Journal.Tiles.CompareFile(_directory, TilePath.Of(0, number, TilePath.Width), hashes, "tile_changed", first + at);
            TileRoots.Add(Merkle.Perfect(hashes));
        }
    }
}
