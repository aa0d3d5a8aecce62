namespace Egide.Observe.Spool;

/// <summary>
/// Second half of the external merge sort: gives the accesses of all segments in time order, each source's clock
/// corrected. Ties are given in journal order, so that the result depends on the input alone.
/// </summary>
public sealed class SpoolReader : IDisposable
{
    private readonly PriorityQueue<Cursor, (long Time, long Position)> _queue = new();
    private readonly Dictionary<string, FileStream> _files = [];

    /// <summary>Opens the segments.</summary>
    /// <param name="segments">What <see cref="SpoolWriter"/> wrote.</param>
    /// <param name="correction">What to add to a source's instants, by source index, in microseconds.</param>
    public SpoolReader(IReadOnlyList<SpoolSegment> segments, Func<int, long> correction)
    {
        // Read-ahead shares 64 MB between the segments, so that many of them cost no more than few.
        var ahead = (int)Math.Clamp((64L << 20) / Math.Max(1, segments.Count), 4 << 10, 1 << 20);
        foreach (var segment in segments)
        {
            if (!_files.TryGetValue(segment.Path, out var file))
                _files[segment.Path] = file = new FileStream(segment.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            var cursor = new Cursor(file, segment, ahead, segment.Source == SpoolSegment.Mixed ? 0 : correction(segment.Source));
            if (cursor.Advance()) _queue.Enqueue(cursor, cursor.Key);
        }
    }

    /// <summary>Reads the next access into <paramref name="access"/>; false after the last.</summary>
    public bool Read(Access access)
    {
        if (!_queue.TryPeek(out var cursor, out _)) return false;
        access.Read(cursor.Record);
        access.Header.Time += cursor.Correction;
        if (cursor.Advance()) _queue.DequeueEnqueue(cursor, cursor.Key);
        else _queue.Dequeue();
        return true;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    private sealed class Cursor(FileStream file, SpoolSegment segment, int ahead, long correction)
    {
        private readonly long _end = segment.Start + segment.Length;
        private byte[] _buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(ahead, segment.Length));
        private long _next = segment.Start;
        private int _from;
        private int _to;
        private int _size;

        public long Correction => correction;

        public ReadOnlySpan<byte> Record => _buffer.AsSpan(_from, _size);

        public (long Time, long Position) Key
        {
            get
            {
                var header = System.Runtime.InteropServices.MemoryMarshal.Read<AccessHeader>(Record);
                return (header.Time + correction, header.Position);
            }
        }

        public bool Advance()
        {
            _from += _size;
            _size = 0;
            if (!Have(4)) return false;
            var size = BitConverter.ToInt32(_buffer, _from);
            _from += 4;
            if (!Have(size)) throw new InvalidDataException("A spool file is shorter than it was written.");
            _size = size;
            return true;
        }

        private bool Have(int count)
        {
            if (_to - _from >= count) return true;
            var left = _to - _from;
            if (_buffer.Length < count)
            {
                var larger = GC.AllocateUninitializedArray<byte>(Math.Max(count, _buffer.Length * 2));
                _buffer.AsSpan(_from, left).CopyTo(larger);
                _buffer = larger;
            }
            else
            {
                Buffer.BlockCopy(_buffer, _from, _buffer, 0, left);
            }

            _from = 0;
            _to = left;
            while (_to < count && _next < _end)
            {
                var read = RandomAccess.Read(file.SafeFileHandle, _buffer.AsSpan(_to, (int)Math.Min(_buffer.Length - _to, _end - _next)), _next);
                if (read == 0) break;
                _next += read;
                _to += read;
            }

            return _to - _from >= count;
        }
    }
}
