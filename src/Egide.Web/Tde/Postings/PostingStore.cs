using Egide.Journal;

namespace Egide.Web.Tde.Postings;

/// <summary>
/// All postings: the last million in memory, in runs that are merged as they grow alike, the others on disk, a file a run, beside a list
/// that says which count. One thread adds; any may read <see cref="Runs"/>. It is a copy of what the journal says: where it cannot be
/// trusted it is given up and made anew.
/// </summary>
internal sealed class PostingStore : IDisposable
{
    private const int Together = 1 << 18;
    private readonly string _folder;
    private readonly Indexed _of;
    private readonly int _inMemory;
    private readonly List<FileRun> _filed = [];
    private readonly List<MemoryRun> _held = [];
    private readonly List<Posting> _new = [];
    private readonly List<PositionRange> _forgotten = [];
    private readonly List<string> _dropped = [];
    private bool _unlisted;
    private long _number;
    private volatile Run[] _runs = [];

    /// <param name="folder">Its folder; made when absent.</param>
    /// <param name="of">What it is made of.</param>
    /// <param name="inMemory">Postings held in memory before they go to disk.</param>
    public PostingStore(string folder, Indexed of, int inMemory = 1 << 20)
    {
        (_folder, _of, _inMemory) = (folder, of, inMemory);
        Disk.CreatePrivate(folder);
    }

    /// <summary>What can be searched now, never changed once given.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>How many of the first entries a restart need not read again.</summary>
    public long Covered { get; private set; }

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _runs.OfType<FileRun>().Sum(run => run.Place.Length);

    /// <summary>Takes up what was kept on disk, if it is of this journal and whole; else gives it up.</summary>
    /// <returns>Why what was there is not used; null when it is, or nothing was there.</returns>
    /// <exception cref="IOException">The disk refused to give up what is not used.</exception>
    public string? Resume()
    {
        var reason = File.Exists(Path.Combine(_folder, RunList.Name)) ? Load() : null;
        if (reason is not null) Clear();
        var named = _filed.Select(run => run.Place.Name).Append(RunList.Name).ToHashSet(StringComparer.Ordinal);
        // What a kill left between a run and its list, either way.
        foreach (var path in Directory.GetFiles(_folder).Where(path => !named.Contains(Path.GetFileName(path)))) File.Delete(path);
        _runs = [.. _filed];
        return reason;
    }

    /// <summary>Adds a posting; it is found after <see cref="Settle"/>.</summary>
    public void Add(Posting posting) => _new.Add(posting);

    /// <summary>Takes the postings of deleted records away, at the next <see cref="Settle"/>; those were added before.</summary>
    public void Forget(IEnumerable<PositionRange> positions) => _forgotten.AddRange(positions);

    /// <summary>Called between two entries: makes room when many postings wait.</summary>
    /// <param name="next">Position of the next entry.</param>
    public void Breathe(long next)
    {
        if (_new.Count >= Math.Min(Together, _inMemory)) Settle(next);
    }

    /// <summary>Makes what was added searchable, and keeps it when it is much.</summary>
    /// <param name="next">Position of the next entry: what the entries before it say was added.</param>
    /// <exception cref="IOException">The disk refused: what was searchable still is, the rest is kept in memory and written the next time.</exception>
    /// <exception cref="DamagedIndexException">A run on disk is not as it was written.</exception>
    public void Settle(long next)
    {
        if (_new.Count > 0) Hold();
        // Before a list covers the entry that says what is deleted.
        if (_forgotten.Count > 0) Drop();
        if (_held.Sum(run => run.Count) >= _inMemory)
        {
            while (_held.Count > 1) Merge();
            _filed.Add(FileRun.Write(_folder, _number++, _held[0]));
            _held.Clear();
            (Covered, _unlisted) = (next, true);
        }

        List();
        _runs = [.. _filed, .. _held];
    }

    /// <summary>Gives up all there is, in memory and on disk.</summary>
    /// <exception cref="IOException">The disk refused; may be tried again.</exception>
    public void Clear()
    {
        _filed.Clear();
        _held.Clear();
        _new.Clear();
        _forgotten.Clear();
        _dropped.Clear();
        (Covered, _unlisted, _runs) = (0, false, []);
        File.Delete(Path.Combine(_folder, RunList.Name));
        foreach (var path in Directory.GetFiles(_folder)) File.Delete(path);
    }

    public void Dispose()
    {
        foreach (var run in _filed) run.Dispose();
    }

    private string? Load()
    {
        _filed.Clear();
        try
        {
            var list = RunList.Read(_folder);
            if (list.Of != _of.Identity) return "it is of another journal, or was made by another version of the program or with other mappings";
            if (_of.Root(list.Size) is not { } root) return "the journal has fewer entries than it had";
            if (Convert.ToBase64String(root) != list.Root) return "the journal is not the one it was made of";
            foreach (var place in list.Runs) _filed.Add(FileRun.Open(_folder, place));
            (Covered, _number) = (list.Covered, list.Runs.Select(place => place.Number + 1).DefaultIfEmpty().Max());
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or System.Text.Json.JsonException)
        {
            foreach (var run in _filed) run.Dispose();
            return fault.Message;
        }
    }

    private void Drop()
    {
        var gone = new Forgotten(_forgotten);
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            if (gone.Without(_held[i]) is not { } kept) continue;
            if (kept.Length == 0) _held.RemoveAt(i);
            else _held[i] = new MemoryRun(kept);
        }

        for (var i = _filed.Count - 1; i >= 0; i--)
        {
            var run = _filed[i];
            if (!gone.Meets(new PositionRange(run.Place.First, run.Place.Last)) || gone.Without(run) is not { } kept) continue;
            // Searches may still be reading it: its handle is closed once nobody has it.
            if (kept.Length == 0) _filed.RemoveAt(i);
            else _filed[i] = FileRun.Write(_folder, _number++, new MemoryRun(kept));
            _dropped.Add(Path.Combine(_folder, run.Place.Name));
            _unlisted = true;
        }

        _forgotten.Clear();
    }

    private void List()
    {
        if (_unlisted)
        {
            var (size, root) = _of.Head();
            new RunList(_of.Identity, Covered, size, Convert.ToBase64String(root), [.. _filed.Select(run => run.Place)]).Write(_folder);
            _unlisted = false;
        }

        for (; _dropped.Count > 0; _dropped.RemoveAt(_dropped.Count - 1)) File.Delete(_dropped[^1]);
    }

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
