namespace Egide.Journal;

/// <summary>Reads a published journal: entries, payloads, proofs. Nothing is verified; <see cref="Verifier"/> does that.</summary>
public sealed class JournalReader
{
    private readonly string _directory;
    private readonly List<(long First, string File, long Offset, int Length)> _frames = [];

    private (string File, long Offset) _indexed = ("", 0);
    private Opened? _last;
    private (long Number, List<ReadOnlyMemory<byte>> Entries) _bundle = (-1, []);

    private JournalReader(string directory, Checkpoint checkpoint) => (_directory, Checkpoint) = (directory, checkpoint);

    /// <summary>The checkpoint it was opened at, or last followed to.</summary>
    public Checkpoint Checkpoint { get; private set; }

    /// <summary>Entries under the checkpoint.</summary>
    public long Count => Checkpoint.Size;

    /// <summary>Opens a journal's folder.</summary>
    /// <exception cref="InvalidDataException">It has no readable checkpoint.</exception>
    public static JournalReader Open(string directory)
    {
        var reader = new JournalReader(directory, Published(directory));
        reader.Index();
        return reader;
    }

    /// <summary>Follows the journal to the checkpoint published last; false when there is nothing more under it than before.</summary>
    /// <exception cref="InvalidDataException">It has no readable checkpoint any more.</exception>
    public bool Advance()
    {
        var published = Published(_directory);
        if (published.Size <= Count) return false;
        Checkpoint = published;
        _bundle = (-1, []); // it may have grown
        Index();
        return true;
    }

    /// <summary>The entry at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public JournalEntry Entry(long position) => JournalEntry.Parse(Bytes(position).Span) ?? throw new InvalidDataException($"Entry {position} is malformed.");

    /// <summary>The bytes that the tree's leaf at a position is the hash of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public ReadOnlyMemory<byte> Leaf(long position) => Bytes(position);

    /// <summary>The payload at a position; null when it was erased.</summary>
    public byte[]? Payload(long position) => Salted(position)?[JournalEntry.SaltSize..].ToArray();

    /// <summary>What the entry at a position says was erased; null when it records no erasure.</summary>
    public Deletion? Deletion(long position) => Entry(position) is { Kind: EntryKind.Erasure } entry && Payload(position) is { } payload ? Journal.Deletion.Read(position, entry.Header, payload) : null;

    /// <summary>All that was said to be erased, the last first.</summary>
    public IEnumerable<Deletion> Deletions() => Erasures().Select(Deletion).OfType<Deletion>();

    /// <summary>The segments that hold what is under the checkpoint, in order.</summary>
    public IReadOnlyList<SegmentSpan> Segments()
    {
        var firsts = _frames.GroupBy(frame => frame.File).Select(group => (File: group.Key, group.First().First)).Where(one => one.First < Count).ToList();
        var files = Journal.Segments.Files(_directory);
        return [.. firsts.Select((one, i) => new SegmentSpan(Path.GetFileName(one.File), new PositionRange(one.First, Math.Min(i + 1 < firsts.Count ? firsts[i + 1].First : Count, Count) - 1), one.File != files[^1]))];
    }

    /// <summary>Reads segments anew: after a deletion they are others, and what was read of them before must not be given any more.</summary>
    public void Reread()
    {
        (_last, _indexed) = (null, ("", 0));
        _frames.Clear();
        Index();
    }

    /// <summary>RFC 6962 inclusion proof of a position in the checkpoint's tree.</summary>
    public IReadOnlyList<byte[]> InclusionProof(long position)
    {
        Check(position);
        var proof = new List<byte[]>();
        Walk(position, 0, Count, proof);
        return proof;
    }

    /// <summary>Root hash of the tree over the first entries, from the tiles: what a checkpoint of that size said.</summary>
    /// <param name="size">How many; at least 1, at most <see cref="Count"/>.</param>
    public byte[] Root(long size)
    {
        Check(size - 1);
        return Range(0, size);
    }

    /// <summary>Positions of the entries that record an erasure, the last first.</summary>
    internal IEnumerable<long> Erasures()
    {
        for (var position = Count - 1; position >= 0; position--)
            if (Bytes(position).Span is var entry && JournalEntry.IsEntry(entry) && JournalEntry.KindOf(entry) == EntryKind.Erasure) yield return position;
    }

    internal ReadOnlyMemory<byte> Bytes(long position)
    {
        Check(position);
        var number = position / TilePath.Width;
        if (_bundle.Number != number)
        {
            var entries = Frame.Split(Tile(-1, number, Count));
            var width = Math.Min(TilePath.Width, Count - number * TilePath.Width);
            _bundle = entries is null || entries.Count < width ? throw new InvalidDataException($"Entry bundle {number} is malformed.") : (number, entries);
        }

        return _bundle.Entries[(int)(position % TilePath.Width)];
    }

    internal ReadOnlyMemory<byte>? Salted(long position)
    {
        Check(position);
        var (first, path, offset, length) = FrameOf(position);
        var last = _last;
        if (last?.First == first && position - first < last.Payloads.Count) return last.Payloads[(int)(position - first)];
        var opened = Open(first, path, offset, length);
        if (opened is null || position - first >= opened.Payloads.Count)
        {
            // A deletion wrote the segment anew since it was indexed: its frames have moved.
            Reread();
            (first, path, offset, length) = FrameOf(position);
            opened = Open(first, path, offset, length);
        }

        if (opened is null || position - first >= opened.Payloads.Count) throw new InvalidDataException($"{path} is damaged at byte {offset}.");
        _last = opened;
        return opened.Payloads[(int)(position - first)];
    }

    private (long First, string File, long Offset, int Length) FrameOf(long position)
    {
        var index = _frames.BinarySearch((position, "~", long.MaxValue, int.MaxValue), Comparer<(long First, string, long, int)>.Create((a, b) => a.First.CompareTo(b.First)));
        if (index < 0) index = ~index - 1;
        return index < 0 ? throw new InvalidDataException($"{_directory} has no segment that holds position {position}.") : _frames[index];
    }

    private static Opened? Open(long first, string path, long offset, int length)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[length];
        RandomAccess.Read(file, bytes, offset);
        return Frame.Parse(bytes, offset) is { } frame && frame.First == first && Block.Read(frame.Blocks) is { } payloads && payloads.Count == frame.Count ? new Opened(first, payloads) : null;
    }

    private void Check(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
    }

    private static Checkpoint Published(string directory)
    {
        var path = Path.Combine(directory, "checkpoint");
        if (!File.Exists(path) || Verifier.Read(File.ReadAllBytes(path)) is not { } checkpoint)
            throw new InvalidDataException($"{directory} holds no journal: there is no readable checkpoint in it.");
        return checkpoint;
    }

    // What stands after the checkpoint may still be being written: it is indexed when it is whole.
    private void Index()
    {
        foreach (var path in Journal.Segments.Files(_directory))
        {
            var order = string.CompareOrdinal(path, _indexed.File);
            if (order < 0) continue;
            if (order > 0) _indexed = (path, 0);
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var header = new byte[Frame.HeaderSize];
            while (RandomAccess.Read(file, header, _indexed.Offset) == header.Length)
            {
                var length = Frame.LengthOf(header);
                if (length < 0 || _indexed.Offset + length > RandomAccess.GetLength(file)) return;
                _frames.Add((System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(4)), path, _indexed.Offset, length));
                _indexed.Offset += length;
            }
        }
    }

    private void Walk(long position, long start, long end, List<byte[]> proof)
    {
        if (end - start == 1) return;
        var split = start + (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)(end - start)) / 2;
        if (position < split)
        {
            Walk(position, start, split, proof);
            proof.Add(Range(split, end));
        }
        else
        {
            Walk(position, split, end, proof);
            proof.Add(Range(start, split));
        }
    }

    // The root over [start, end): perfect parts are read from the tiles.
    private byte[] Range(long start, long end)
    {
        var size = end - start;
        var power = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)size);
        if (power == size) return Perfect(start, System.Numerics.BitOperations.Log2((ulong)size));
        return Merkle.Node(Range(start, start + power / 2), Range(start + power / 2, end));
    }

    private byte[] Perfect(long start, int height)
    {
        var (level, within) = (height / 8, height % 8);
        var first = start >> (8 * level);
        var tile = first / TilePath.Width;
        var hashes = Tile(level, tile, Count >> (8 * level));
        return Merkle.Perfect(hashes.AsSpan((int)(first % TilePath.Width) * Merkle.Size, (1 << within) * Merkle.Size));
    }

    private byte[] Tile(int level, long number, long size)
    {
        var width = (int)Math.Min(TilePath.Width, size - number * TilePath.Width);
        var name = TilePath.Of(level, number, width);
        var exact = Path.Combine(_directory, name);
        return File.ReadAllBytes(File.Exists(exact) ? exact : TilePath.Wider(_directory, name) ?? exact);
    }

    private sealed record Opened(long First, List<ReadOnlyMemory<byte>?> Payloads);
}
