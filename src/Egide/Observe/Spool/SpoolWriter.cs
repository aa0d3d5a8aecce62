using System.Globalization;
using System.IO.Hashing;

namespace Egide.Observe.Spool;

/// <summary>
/// First half of an external merge sort: takes accesses in the order of their files and writes runs, each a file of
/// segments sorted by time. A source that counts has segments of its own, so that its clock can be corrected when
/// the runs are merged. Memory is bounded by <c>runBytes</c>; disk use is the accesses themselves.
/// </summary>
public sealed class SpoolWriter : IDisposable
{
    private const int MostSourcesApart = 128;
    private readonly string _folder;
    private readonly byte[] _buffer;
    private readonly List<Item> _items = [];
    private readonly Dictionary<ulong, (int Source, int Count)> _inRun = [];
    private readonly List<string> _sources = [];
    private readonly Dictionary<ulong, int> _sourceIds = [];
    private readonly List<SpoolSegment> _segments = [];
    private int _used;

    /// <summary>Writes runs into <paramref name="folder"/>, which exists.</summary>
    public SpoolWriter(string folder, int runBytes = 64 << 20)
    {
        _folder = folder;
        _buffer = GC.AllocateUninitializedArray<byte>(runBytes);
    }

    /// <summary>The segments written so far.</summary>
    public IReadOnlyList<SpoolSegment> Segments => _segments;

    /// <summary>Names of the sources, by the index that segments carry.</summary>
    public IReadOnlyList<string> Sources => _sources;

    /// <summary>Accesses taken.</summary>
    public long Count { get; private set; }

    /// <summary>Takes one access. Call <see cref="Flush"/> after the last.</summary>
    public void Add(Access access)
    {
        var size = access.Size;
        if (_used + size > _buffer.Length)
        {
            if (_items.Count == 0) throw new InvalidOperationException("A record is larger than the spool's run buffer.");
            Flush();
        }

        access.Write(_buffer.AsSpan(_used, size));
        var hash = XxHash3.HashToUInt64(access[AccessText.Source]);
        if (!_sourceIds.TryGetValue(hash, out var source))
        {
            source = _sources.Count;
            _sources.Add(access.String(AccessText.Source) ?? "");
            _sourceIds[hash] = source;
        }

        _inRun[hash] = (source, _inRun.GetValueOrDefault(hash).Count + 1);
        _items.Add(new Item(access.Header.Time, source, _used, size));
        _used += size;
        Count++;
    }

    /// <summary>Writes what is held as a run.</summary>
    public void Flush()
    {
        if (_items.Count == 0) return;
        var apart = _inRun.Values.OrderByDescending(x => x.Count).Take(MostSourcesApart).Select(x => x.Source).ToHashSet();
        var items = _items.ToArray();
        for (var i = 0; i < items.Length; i++)
            if (!apart.Contains(items[i].Source)) items[i] = items[i] with { Source = SpoolSegment.Mixed };
        Array.Sort(items);
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"run-{_segments.Count:D6}.spool"));
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            Span<byte> prefix = stackalloc byte[4];
            for (var i = 0; i < items.Length;)
            {
                var start = file.Position;
                var first = i;
                for (; i < items.Length && items[i].Source == items[first].Source; i++)
                {
                    BitConverter.TryWriteBytes(prefix, items[i].Size);
                    file.Write(prefix);
                    file.Write(_buffer, items[i].Start, items[i].Size);
                }

                _segments.Add(new SpoolSegment(path, start, file.Position - start, items[first].Source));
            }
        }

        _items.Clear();
        _inRun.Clear();
        _used = 0;
    }

    /// <summary>Deletes the runs.</summary>
    public void Dispose()
    {
        foreach (var path in _segments.Select(s => s.Path).Distinct()) File.Delete(path);
    }

    private readonly record struct Item(long Time, int Source, int Start, int Size) : IComparable<Item>
    {
        public int CompareTo(Item other)
        {
            var bySource = Source.CompareTo(other.Source);
            if (bySource != 0) return bySource;
            var byTime = Time.CompareTo(other.Time);
            return byTime != 0 ? byTime : Start.CompareTo(other.Start);
        }
    }
}
