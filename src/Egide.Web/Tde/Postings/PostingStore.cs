using Microsoft.Win32.SafeHandles;

namespace Egide.Web.Tde.Postings;

/// <summary>
/// All postings: the last million in memory, in runs that are merged as they grow alike, the others in a file that only grows. One
/// thread adds; any may read <see cref="Runs"/>. The file is a copy of what the journal says, and is made anew by each start.
/// </summary>
internal sealed class PostingStore : IDisposable
{
    private const int Together = 1 << 18;
    private readonly int _inMemory;
    private readonly SafeFileHandle _file;
    private readonly List<FileRun> _filed = [];
    private readonly List<MemoryRun> _held = [];
    private readonly List<Posting> _new = [];
    private volatile Run[] _runs = [];

    /// <param name="path">The file; replaced when it is there.</param>
    /// <param name="inMemory">Postings held in memory before they go to the file.</param>
    public PostingStore(string path, int inMemory = 1 << 20)
    {
        _inMemory = inMemory;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, FileOptions.DeleteOnClose);
    }

    /// <summary>What can be searched now, never changed once given.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>Bytes in the file.</summary>
    public long Bytes => RandomAccess.GetLength(_file);

    /// <summary>Adds a posting; it is found after <see cref="Settle"/>. </summary>
    public void Add(Posting posting) => _new.Add(posting);

    /// <summary>Called between two records: makes room when many postings wait.</summary>
    public void Breathe()
    {
        if (_new.Count >= Math.Min(Together, _inMemory)) Settle();
    }

    /// <summary>Makes what was added searchable.</summary>
    /// <exception cref="IOException">The disk refused: what was searchable still is, the rest is kept in memory and written the next time.</exception>
    public void Settle()
    {
        if (_new.Count > 0) Hold();
        if (_held.Sum(run => run.Count) >= _inMemory)
        {
            while (_held.Count > 1) Merge();
            _filed.Add(FileRun.Write(_file, _held[0]));
            _held.Clear();
        }

        _runs = [.. _filed, .. _held];
    }

    public void Dispose() => _file.Dispose();

    private void Hold()
    {
        var sorted = _new.ToArray();
        _new.Clear();
        Array.Sort(sorted);
        _held.Add(new MemoryRun(sorted));
        while (_held.Count > 1 && _held[^2].Count < 2 * _held[^1].Count) Merge();
    }

    private void Merge()
    {
        var merged = MemoryRun.Merge(_held[^2], _held[^1]);
        _held.RemoveAt(_held.Count - 1);
        _held[^1] = merged;
    }
}
