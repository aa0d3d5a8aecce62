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
    private long _published = -1;

    private FileJournal(string directory, string origin, NoteKey key, FileStream guard)
    {
        (_directory, _origin, _key, _lock) = (directory, origin, key, guard);
        _tree = new TreeBuilder(WriteTile);
        Directory.CreateDirectory(Path.Combine(directory, Segments.Folder));
        _segmentNumber = Math.Max(0, Segments.Files(directory).Length - 1);
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
    /// <exception cref="InvalidDataException">A frame before the last is damaged: verify it, and restore a copy.</exception>
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
    /// <exception cref="IOException">The disk refused (full): nothing of the batch is in, the journal goes on.</exception>
    public long Append(JournalBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var first = _tree.Size;
        if (batch.Count == 0) return first;
        batch.Seal();
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
        DropPartials();
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
        _published = _tree.Size;
        return checkpoint;
    }

    /// <summary>Publishes what is not, and closes.</summary>
    public void Dispose()
    {
        try
        {
            if (_published != _tree.Size) Publish();
        }
        finally
        {
            _segment.Dispose();
            _lock.Dispose();
            _bundle.Dispose();
        }
    }

    private FileStream OpenSegment()
    {
        var file = new FileStream(Path.Combine(_directory, Segments.Name(_segmentNumber)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    // The segments are the truth; tiles are made again from them. A frame that the power cut short is no frame.
    private void Recover()
    {
        foreach (var (path, offset, bytes) in Segments.Frames(_directory))
        {
            var frame = bytes is null ? null : Frame.Parse(bytes, offset);
            if (frame is null || frame.First != _tree.Size || Frame.Split(frame.Entries) is not { } entries || entries.Count != frame.Count)
            {
                var length = new FileInfo(path).Length;
                var isLast = path == Segments.Files(_directory)[^1] && (bytes is null || offset + bytes.Length == length);
                if (!isLast) throw new InvalidDataException($"{path} is damaged at byte {offset}. Run 'egide verify' on the journal and restore a copy.");
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
                TornBytes = length - offset;
                file.SetLength(offset);
                return;
            }

            var leaves = new byte[frame.Count * Merkle.Size];
            for (var i = 0; i < entries.Count; i++) Merkle.Leaf(entries[i].Span, leaves.AsSpan(i * Merkle.Size));
            Integrate(frame.Entries.Span, leaves);
        }
    }

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

    private void DropPartials()
    {
        var tiles = Path.Combine(_directory, "tile");
        if (!Directory.Exists(tiles)) return;
        foreach (var level in Directory.GetDirectories(tiles))
        {
            var count = Path.GetFileName(level) == "entries" ? _tree.Size / TilePath.Width : Full(int.Parse(Path.GetFileName(level), System.Globalization.CultureInfo.InvariantCulture));
            foreach (var number in new[] { count, count - 1 }.Where(n => n >= 0))
            {
                var partial = Path.Combine(_directory, Path.GetDirectoryName(TilePath.Of(Path.GetFileName(level) == "entries" ? -1 : int.Parse(Path.GetFileName(level), System.Globalization.CultureInfo.InvariantCulture), number, 1))!);
                if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
                _folders.Remove(partial);
            }
        }
    }

    private long Full(int level)
    {
        var size = _tree.Size;
        for (var i = 0; i <= level; i++) size /= TilePath.Width;
        return size;
    }
}
