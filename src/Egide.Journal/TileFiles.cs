namespace Egide.Journal;

/// <summary>
/// Writes a journal's tiles and entry bundles. They are made from the segments, so one that the disk refuses is kept until the
/// next write instead of stopping half-way, and all are made durable together before a checkpoint vouches for them.
/// </summary>
internal sealed class TileFiles(string directory)
{
    private const int OneByOne = 64;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _unsynced = [];
    private readonly List<(string Name, byte[] Bytes)> _refused = [];

    /// <summary>Writes a full tile now, or keeps it for <see cref="Settle"/> when the disk refuses.</summary>
    public void Full(string name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            Write(name, bytes);
        }
        catch (IOException)
        {
            _refused.Add((name, bytes.ToArray()));
        }
    }

    /// <summary>Whether a file of that length is there: what a checkpoint vouches for is not written twice.</summary>
    public bool Has(string name, int length) => new FileInfo(Path.Combine(directory, name)) is { Exists: true } file && file.Length == length;

    /// <summary>Writes what the disk refused before.</summary>
    /// <exception cref="IOException">It still refuses; may be tried again.</exception>
    public void Settle()
    {
        for (; _refused.Count > 0; _refused.RemoveAt(_refused.Count - 1)) Write(_refused[^1].Name, _refused[^1].Bytes);
    }

    /// <summary>Writes a tile.</summary>
    /// <exception cref="IOException">The disk refused; may be tried again.</exception>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(directory, name);
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            if (!_folders.Contains(folder))
            {
                Directory.CreateDirectory(folder);
                _folders.Add(folder);
            }

            // Not FileMode.Create: it truncates, and ext4 then allocates and writes the file when it is closed. That takes twice as long.
            using var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write);
            RandomAccess.Write(handle, bytes, 0);
            if (RandomAccess.GetLength(handle) > bytes.Length) RandomAccess.SetLength(handle, bytes.Length);
        }
        catch (Exception fault) when (Disk.Refused(fault))
        {
            throw new IOException($"{path} could not be written: is the disk full? Free some space and try again; no record is lost.", fault);
        }

        // Beyond a few the whole file system is synced: their names are not worth the memory.
        if (_unsynced.Count <= OneByOne || !OperatingSystem.IsLinux()) _unsynced.Add(path);
    }

    /// <summary>Makes all that was written durable, names of new folders included.</summary>
    public void Sync()
    {
        if (_unsynced.Count <= OneByOne || !Disk.TrySyncAll(directory))
        {
            foreach (var path in _unsynced)
            {
                using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
                Disk.Flush(handle, path);
            }

            foreach (var folder in _unsynced.SelectMany(Folders).Distinct(StringComparer.Ordinal)) Disk.SyncFolder(folder);
        }

        _unsynced.Clear();
    }

    /// <summary>Drops the partial tiles of the checkpoint before, once the new one stands: a reader finds those of the one it reads.</summary>
    public void DropPartials(long before, long size)
    {
        Drop(-1, before, size);
        for (var (level, was, now) = (0, before, size); was > 0; (level, was, now) = (level + 1, was / TilePath.Width, now / TilePath.Width))
            Drop(level, was, now);
    }

    private void Drop(int level, long was, long now)
    {
        if (was == now || was % TilePath.Width == 0) return;
        var path = Path.Combine(directory, TilePath.Of(level, was / TilePath.Width, (int)(was % TilePath.Width)));
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder)) return;
        File.Delete(path);
        if (Directory.EnumerateFileSystemEntries(folder).Any()) return;
        Directory.Delete(folder);
        _folders.Remove(folder);
    }

    private IEnumerable<string> Folders(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder?.Length >= directory.Length; folder = Path.GetDirectoryName(folder)) yield return folder;
    }
}
