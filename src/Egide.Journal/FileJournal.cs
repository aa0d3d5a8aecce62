using System.Buffers.Binary;
using System.Text;

namespace Egide.Journal;

/// <summary>
/// An append-only, tamper-evident journal in a folder: segments hold what came in, C2SP tiles the tree over it, a
/// signed checkpoint what is published. Sequenced by <see cref="Append"/>, durable after <see cref="Flush"/>,
/// published by <see cref="Publish"/>. One writer at a time; not thread-safe.
/// </summary>
/// <remarks>
/// A write that the disk refuses leaves the journal as it was, to be tried again. When it is not known what the disk holds (a flush
/// failed, or what a refused write left could not be taken away) every later call but <see cref="Dispose"/> is refused: open it anew.
/// </remarks>
public sealed class FileJournal : IDisposable
{
    private const long DefaultSegmentBytes = 1L << 30;
    private readonly string _directory;
    private readonly string _origin;
    private readonly long _segmentBytes;
    private readonly NoteKey _key;
    private readonly FileStream _lock;
    private readonly MemoryStream _bundle = new();
    private readonly TileFiles _tiles;
    private readonly TreeBuilder _tree;
    private SegmentFile _segment;
    private int _inBundle;
    private Checkpoint? _signed;
    private bool _inDoubt;

    private FileJournal(string directory, string origin, NoteKey key, FileStream guard, long segmentBytes)
    {
        (_directory, _origin, _key, _lock, _segmentBytes) = (directory, origin, key, guard, segmentBytes);
        _tiles = new TileFiles(directory);
        _tree = new TreeBuilder((level, number, hashes) => Full(TilePath.Of(level, number, TilePath.Width), hashes.Span));
        Directory.CreateDirectory(Path.Combine(directory, Segments.Folder));
        if (File.Exists(Path.Combine(directory, "checkpoint"))) _signed = SignedBefore();
        TornBytes = new Recovery(directory, _signed, _tree, (frame, leaves) => Integrate(frame.Entries.Span, leaves)).Run();
        var verifier = Path.Combine(directory, Verifier.KeyFile);
        var text = key.Verifier + "\n";
        if (!File.Exists(verifier) || File.ReadAllText(verifier) != text) Disk.Replace(verifier, Encoding.UTF8.GetBytes(text));
        Disk.SyncFolder(directory);
        Disk.SyncFolder(Path.GetDirectoryName(directory) ?? directory);
        _segment = new SegmentFile(directory);
    }

    /// <summary>Entries, published or not.</summary>
    public long Count => _tree.Size;

    /// <summary>Whether it is not known what the disk holds: nothing more is taken until it is opened anew.</summary>
    public bool IsInDoubt => _inDoubt;

    /// <summary>Bytes that a torn append had left and that were cut when the journal was opened.</summary>
    public long TornBytes { get; }

    /// <summary>Opens a journal, made when absent.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="origin">Name of the log in checkpoints.</param>
    /// <param name="keyFile">Ed25519 seed in base64, kept outside the journal; made when absent.</param>
    /// <exception cref="IOException">Another process writes it, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">
    /// What its checkpoint vouches for is no longer in it, a frame before the last is damaged, or another key signed it:
    /// segments and checkpoint were not touched; verify it, and restore a copy.
    /// </exception>
    public static FileJournal Open(string directory, string origin, string keyFile) => Open(directory, origin, keyFile, DefaultSegmentBytes);

    internal static FileJournal Open(string directory, string origin, string keyFile, long segmentBytes)
    {
        directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
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
            return new FileJournal(directory, origin, key, guard, segmentBytes);
        }
        catch
        {
            guard.Dispose();
            throw;
        }
    }

    /// <summary>Appends a batch as one frame; gives the position of its first record. Durable after <see cref="Flush"/>.</summary>
    /// <exception cref="ArgumentException">The batch takes more than 1 GiB compressed; nothing of it is in.</exception>
    /// <exception cref="IOException">The disk refused (full): nothing of the batch is in. Append it again, unless the message says to open the journal anew.</exception>
    public long Append(JournalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RefuseInDoubt();
        var first = _tree.Size;
        if (batch.Count == 0) return first;
        batch.Seal();
        if (batch.Bytes > Frame.Longest) throw new ArgumentException($"A batch of {batch.Count} records takes more than 1 GiB. Append it in several.", nameof(batch));
        _tiles.Settle(); // so that no more than a batch's tiles ever wait in memory
        try
        {
            if (_segment.Length >= _segmentBytes) Roll();
            _segment.Append(Frame.Parts(first, batch));
        }
        catch (Exception fault) when (Disk.Refused(fault) && !_inDoubt)
        {
            Surely(_segment.Cut, $"What a refused write left in {_segment.Path} could not be taken away");
            throw new IOException($"{_segment.Path} could not be written: is the disk full? Nothing of this batch is in the journal. Free some space and append it again.", fault);
        }

        Integrate(batch.Entries.Span, batch.Leaves.Span);
        return first;
    }

    /// <summary>
    /// Goes on in a new segment, if the one written to holds anything: what is kept for a time is deleted by whole segments, so that
    /// one should not hold what came over many days.
    /// </summary>
    /// <exception cref="IOException">The disk refused; call it again, unless the message says to open the journal anew.</exception>
    public void BeginSegment()
    {
        RefuseInDoubt();
        try
        {
            if (_segment.Length > 0) Roll();
        }
        catch (Exception fault) when (Disk.Refused(fault) && !_inDoubt)
        {
            throw new IOException($"No segment could be begun after {_segment.Path}: is the disk full?", fault);
        }
    }

    /// <summary>Makes everything appended durable.</summary>
    /// <exception cref="IOException">The disk could not: what it holds is not known, and the journal must be opened anew.</exception>
    public void Flush()
    {
        RefuseInDoubt();
        Surely(_segment.Flush, $"{_segment.Path} could not be made durable");
    }

    /// <summary>Makes everything durable, completes the tiles and signs a checkpoint over them.</summary>
    /// <exception cref="IOException">The disk refused; the checkpoint before still stands. Publish again, unless the message says to open the journal anew.</exception>
    public Checkpoint Publish()
    {
        Flush();
        _tiles.Settle();
        foreach (var (level, number, hashes) in _tree.Partial()) _tiles.Write(TilePath.Of(level, number, hashes.Length / Merkle.Size), hashes.Span);
        if (_inBundle > 0) _tiles.Write(TilePath.Of(-1, _tree.Size / TilePath.Width, _inBundle), Bundle);
        Surely(_tiles.Sync, $"The tiles of {_directory} could not be made durable");
        var checkpoint = Checkpoint.Sign(_origin, _tree.Size, _tree.Root(), _key);
        Disk.Replace(Path.Combine(_directory, "checkpoint"), Encoding.UTF8.GetBytes(checkpoint.Note));
        _tiles.DropPartials(_signed?.Size ?? 0, _tree.Size);
        return _signed = checkpoint;
    }

    /// <summary>Publishes what is not, unless the journal has to be opened anew, and closes.</summary>
    /// <exception cref="IOException">The disk refused to publish; what was flushed is durable, and is published when the journal is next opened and closed.</exception>
    public void Dispose()
    {
        if (!_lock.CanRead) return;
        try
        {
            if (!_inDoubt && _signed?.Size != _tree.Size) Publish();
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
        journal._segment = new SegmentFile(directory);
        return checkpoint;
    }

    private ReadOnlySpan<byte> Bundle => _bundle.GetBuffer().AsSpan(0, (int)_bundle.Length);

    // The old segment stays the one written to until the new one is open and its name durable.
    private void Roll()
    {
        Flush();
        _segment.Roll();
    }

    private void RefuseInDoubt()
    {
        if (_inDoubt) throw new IOException($"The journal {_directory} takes nothing more: the disk failed, and what it holds is not known. Close the journal and open it again.");
    }

    // After a failed fsync the system may drop what it could not write, and call the next one a success: there is no second try.
    private void Surely(Action step, string failing)
    {
        _inDoubt = true;
        try
        {
            step();
        }
        catch (Exception fault) when (Disk.Refused(fault))
        {
            throw new IOException($"{failing}: the disk failed. Close the journal and open it again.", fault);
        }

        _inDoubt = false;
    }

    private Checkpoint SignedBefore()
    {
        var path = Path.Combine(_directory, "checkpoint");
        if (Verifier.Read(File.ReadAllBytes(path)) is not { } checkpoint) throw Recovery.Damaged($"{path} is malformed.");
        return checkpoint.IsSignedBy(_key) ? checkpoint
            : throw Recovery.Damaged($"{path} is not signed by the key {_key.Name}+{_key.Hash:x8}: it is another key, another origin, or was altered.");
    }

    private void Integrate(ReadOnlySpan<byte> entries, ReadOnlySpan<byte> leaves)
    {
        for (var i = 0; i < leaves.Length / Merkle.Size; i++)
        {
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(entries);
            _bundle.Write(entries[..length]);
            entries = entries[length..];
            if (++_inBundle == TilePath.Width)
            {
                Full(TilePath.Of(-1, _tree.Size / TilePath.Width, TilePath.Width), Bundle);
                _bundle.SetLength(0);
                _inBundle = 0;
            }

            _tree.Add(leaves.Slice(i * Merkle.Size, Merkle.Size));
        }
    }

    // What the checkpoint vouches for was durable before it was signed, and is left as it is found when a journal is opened.
    private void Full(string name, ReadOnlySpan<byte> bytes)
    {
        if (_tree.Size >= (_signed?.Size ?? 0) || !_tiles.Has(name, bytes.Length)) _tiles.Full(name, bytes);
    }
}
