using System.Runtime.InteropServices;
using System.Text;

namespace Egide.Journal;

/// <summary>
/// An append-only, tamper-evident journal in a folder: segments hold what came in, C2SP tiles the tree over it, a
/// signed checkpoint what is published. Sequenced by <see cref="Append"/>, durable after <see cref="Flush"/>,
/// published by <see cref="Publish"/>. One writer at a time; not thread-safe.
/// </summary>
public sealed class FileJournal : IDisposable
{
    private const long SegmentBytes = 1L << 30;
    private readonly string _directory;
    private readonly string _origin;
    private readonly NoteKey _key;
    private readonly FileStream _lock;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _unsynced = [];
    private readonly MemoryStream _bundle = new();
    private readonly TreeBuilder _tree;
    private FileStream _segment;
    private int _segmentNumber;
    private int _inBundle;
    private Checkpoint? _signed;

    private FileJournal(string directory, string origin, NoteKey key, FileStream guard)
    {
        (_directory, _origin, _key, _lock) = (directory, origin, key, guard);
        _tree = new TreeBuilder(WriteTile);
        Directory.CreateDirectory(Path.Combine(directory, Segments.Folder));
        _segmentNumber = Math.Max(0, Segments.Files(directory).Length - 1);
        if (File.Exists(Path.Combine(directory, "checkpoint"))) _signed = SignedBefore();
        Recover();
        _segment = OpenSegment();
        File.WriteAllText(Path.Combine(directory, "verifier.vkey"), key.Verifier + "\n");
    }

    /// <summary>Entries, published or not.</summary>
    public long Count => _tree.Size;

    /// <summary>Bytes that a torn append had left and that were cut when the journal was opened.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Opens a journal, made when absent.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="origin">Name of the log in checkpoints.</param>
    /// <param name="keyFile">Ed25519 seed in base64, kept outside the journal; made when absent.</param>
    /// <exception cref="IOException">Another process writes it, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">
    /// What its checkpoint vouches for is no longer in it, a frame before the last is damaged, or another key signed it:
    /// nothing was touched; verify it, and restore a copy.
    /// </exception>
    public static FileJournal Open(string directory, string origin, string keyFile)
    {
        Directory.CreateDirectory(directory);
        var key = NoteKey.OpenOrCreate(keyFile, origin);
        FileStream guard;
        try
        {
            guard = new FileStream(Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new IOException($"The journal {directory} is being written by another process. Wait for it, or write elsewhere.", fault);
        }

        try
        {
            return new FileJournal(directory, origin, key, guard);
        }
        catch
        {
            guard.Dispose();
            throw;
        }
    }

    /// <summary>Appends a batch as one frame; gives the position of its first record. Durable after <see cref="Flush"/>.</summary>
    /// <exception cref="ArgumentException">The batch takes more than 1 GiB compressed; nothing of it is in.</exception>
    /// <exception cref="IOException">The disk refused (full): nothing of the batch is in, the journal goes on.</exception>
    public long Append(JournalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var first = _tree.Size;
        if (batch.Count == 0) return first;
        batch.Seal();
        if ((long)batch.Entries.Length + batch.Blocks.Length > Frame.Longest)
            throw new ArgumentException($"A batch of {batch.Count} records takes more than 1 GiB. Append it in several.", nameof(batch));
        if (_segment.Length >= SegmentBytes)
        {
            Flush();
            _segment.Dispose();
            _segmentNumber++;
            _segment = OpenSegment();
        }

        var end = _segment.Length;
        try
        {
            _segment.Write(Frame.Write(first, batch));
        }
        catch (IOException)
        {
            _segment.SetLength(end);
            throw;
        }

        Integrate(batch.Entries, batch.Leaves);
        return first;
    }

    /// <summary>Makes everything appended durable.</summary>
    public void Flush() => _segment.Flush(flushToDisk: true);

    /// <summary>Makes everything durable, completes the tiles and signs a checkpoint over them.</summary>
    public Checkpoint Publish()
    {
        Flush();
        foreach (var (level, number, hashes) in _tree.Partial())
            WriteFile(TilePath.Of(level, number, hashes.Length / Merkle.Size), hashes.Span);
        if (_inBundle > 0) WriteFile(TilePath.Of(-1, _tree.Size / TilePath.Width, _inBundle), _bundle.GetBuffer().AsSpan(0, (int)_bundle.Length));
        Sync();
        var checkpoint = Checkpoint.Sign(_origin, _tree.Size, _tree.Root(), _key);
        var path = Path.Combine(_directory, "checkpoint");
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(checkpoint.Note));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        DropPartials(_signed?.Size ?? 0);
        return _signed = checkpoint;
    }

    /// <summary>Publishes what is not, and closes.</summary>
    public void Dispose()
    {
        try
        {
            if (_signed?.Size != _tree.Size) Publish();
        }
        finally
        {
            _segment.Dispose();
            _lock.Dispose();
            _bundle.Dispose();
        }
    }

    /// <summary>
    /// Erases payloads for good, as a right to erasure demands, and records that: the tree, which holds salted hashes only, stays whole.
    /// Recorded and published first, so that a cut leaves no unexplained gap; run it again to finish one that was cut.
    /// </summary>
    /// <param name="directory">The journal's folder; nobody else may be writing it.</param>
    /// <param name="positions">Whose payloads; those erased already count as well.</param>
    /// <param name="origin">Name of the log in checkpoints.</param>
    /// <param name="keyFile">Ed25519 seed in base64.</param>
    /// <returns>The checkpoint that holds the record of the erasure.</returns>
    /// <exception cref="ArgumentException">A position is not in the journal, or is itself the record of an erasure; nothing was erased.</exception>
    /// <exception cref="IOException">Another process writes it, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, or another key signed it.</exception>
    public static Checkpoint Erase(string directory, IReadOnlyList<long> positions, string origin, string keyFile)
    {
        ArgumentNullException.ThrowIfNull(positions);
        using var journal = Open(directory, origin, keyFile);
        var erasure = new Erasure(directory, positions, journal.Count);
        var batch = new JournalBatch();
        batch.Add(EntryKind.Erasure, [], erasure.Payload());
        journal.Append(batch);
        var checkpoint = journal.Publish();
        journal._segment.Dispose(); // its file may be replaced
        erasure.Run();
        journal._segment = journal.OpenSegment();
        return checkpoint;
    }

    private FileStream OpenSegment()
    {
        var file = new FileStream(Path.Combine(_directory, Segments.Name(_segmentNumber)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private Checkpoint SignedBefore()
    {
        var path = Path.Combine(_directory, "checkpoint");
        if (Verifier.Read(File.ReadAllBytes(path)) is not { } checkpoint) throw Damaged($"{path} is malformed.");
        return checkpoint.IsSignedBy(_key) ? checkpoint
            : throw Damaged($"{path} is not signed by the key {_key.Name}+{_key.Hash:x8}: it is another key, another origin, or was altered.");
    }

    // The segments are the truth; tiles are made again from them. A frame that the power cut short is no frame. But what
    // was signed must be there as it was: to go on from less would sign the loss.
    private void Recover()
    {
        var vouched = _signed is null or { Size: 0 };
        foreach (var (path, offset, bytes) in Segments.Frames(_directory))
        {
            var frame = bytes is null ? null : Frame.Parse(bytes, offset);
            if (frame is null || frame.First != _tree.Size || Frame.Split(frame.Entries) is not { } entries || entries.Count != frame.Count)
            {
                var length = new FileInfo(path).Length;
                var isLast = path == Segments.Files(_directory)[^1] && (bytes is null || offset + bytes.Length == length);
                if (!isLast || !vouched || Segments.HoldFrameAfter(path, offset)) throw Damaged($"{path} is damaged at byte {offset}.");
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
                TornBytes = length - offset;
                file.SetLength(offset);
                file.Flush(flushToDisk: true);
                return;
            }

            var leaves = new byte[frame.Count * Merkle.Size];
            for (var i = 0; i < entries.Count; i++) Merkle.Leaf(entries[i].Span, leaves.AsSpan(i * Merkle.Size));
            Integrate(frame.Entries.Span, leaves);
            vouched |= _tree.Size == _signed?.Size && _tree.Root().AsSpan().SequenceEqual(_signed.Root);
        }

        if (!vouched) throw Damaged($"The segments of {_directory} are not what its checkpoint of {_signed!.Size} entries vouches for.");
    }

    private static InvalidDataException Damaged(string what) => new($"{what} Run 'egide verify' on the journal and restore a copy.");

    private void Integrate(ReadOnlySpan<byte> entries, ReadOnlySpan<byte> leaves)
    {
        for (var i = 0; i < leaves.Length / Merkle.Size; i++)
        {
            var length = 2 + System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(entries);
            _bundle.Write(entries[..length]);
            entries = entries[length..];
            if (++_inBundle == TilePath.Width)
            {
                WriteFile(TilePath.Of(-1, _tree.Size / TilePath.Width, TilePath.Width), _bundle.GetBuffer().AsSpan(0, (int)_bundle.Length));
                _bundle.SetLength(0);
                _inBundle = 0;
            }

            _tree.Add(leaves.Slice(i * Merkle.Size, Merkle.Size));
        }
    }

    private void WriteTile(int level, long number, ReadOnlyMemory<byte> hashes) => WriteFile(TilePath.Of(level, number, TilePath.Width), hashes.Span);

    private void WriteFile(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_directory, name);
        if (_tree.Size < _signed?.Size && File.Exists(path)) return; // recovering: it was durable before it was vouched for
        var folder = Path.GetDirectoryName(path)!;
        if (_folders.Add(folder)) Directory.CreateDirectory(folder);
        using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(handle, bytes, 0);
        _unsynced.Add(path);
    }

    // The tiles can be made again from the segments, so they are made durable together, when a checkpoint vouches for them.
    private void Sync()
    {
        if (_unsynced.Count > 64 && OperatingSystem.IsLinux())
        {
            using var handle = File.OpenHandle(_unsynced[^1]);
            if (syncfs(handle.DangerousGetHandle().ToInt32()) == 0)
            {
                _unsynced.Clear();
                return;
            }
        }

        foreach (var path in _unsynced.Where(File.Exists))
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }

        _unsynced.Clear();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int syncfs(int descriptor);

    // Those of the checkpoint before, once the new one stands: a reader always finds those of the one it reads.
    private void DropPartials(long before)
    {
        Drop(-1, before, _tree.Size);
        for (var (level, was, now) = (0, before, _tree.Size); was > 0; (level, was, now) = (level + 1, was / TilePath.Width, now / TilePath.Width))
            Drop(level, was, now);
    }

    private void Drop(int level, long was, long now)
    {
        if (was == now || was % TilePath.Width == 0) return;
        var path = Path.Combine(_directory, TilePath.Of(level, was / TilePath.Width, (int)(was % TilePath.Width)));
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder)) return;
        File.Delete(path);
        if (Directory.EnumerateFileSystemEntries(folder).Any()) return;
        Directory.Delete(folder);
        _folders.Remove(folder);
    }
}
