using Egide.Connectors.Live;
using Egide.Web.Live;
using Egide.Web.Tde.Records;

namespace Egide.Web.Tde;

/// <summary>Gives the records of the journal to whoever asks, one at a time. Thread-safe.</summary>
internal sealed class TraceArchive(Station station, OriginNames names, TimeProvider clock)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private const int Moments = 40;
    private readonly LiveReader _reader = new(station.Journal, names);
    private readonly Renderer _renderer = new(station.Mappings, names);
    private readonly Lock _guard = new();
    private int _generation;

    /// <summary>The record at a position as a resource; null when there is none there.</summary>
    public TraceDocument? Document(long position) => Read(position, out _) is { } record ? Render(record) : null;

    /// <summary>A record as a resource; null when it is no event.</summary>
    public TraceDocument? Render(LiveEntry record)
    {
        lock (_guard) return _renderer.Render(record);
    }

    /// <summary>Does something with what is decoded of a record; the event is null when the record is none.</summary>
    public T Decoded<T>(LiveEntry record, Func<Observe.AuditEvent?, T> use)
    {
        lock (_guard) return use(_renderer.Decode(record));
    }

    /// <summary>The record at a position; null when there is none that can be read yet.</summary>
    /// <param name="position">Any number.</param>
    /// <param name="erased">Whether its bytes were erased.</param>
    public LiveEntry? Read(long position, out bool erased)
    {
        lock (_guard)
        {
            erased = false;
            if (_generation != station.Keeper.Generation)
            {
                // What was read before a deletion is not shown after it.
                _generation = station.Keeper.Generation;
                _reader.Reread();
            }

            if (position >= _reader.Count) _reader.Advance();
            return position >= 0 && position < _reader.Count && _reader.Read(position, out erased) is { IsRecord: true } record ? record : null;
        }
    }

    /// <summary>Waits until a record that was acknowledged can be read: the journal is published every two seconds.</summary>
    public async Task Published(long position, CancellationToken cancel)
    {
        for (var i = 0; i < Moments && position < station.Count && !Has(position); i++) await Task.Delay(Moment, clock, cancel);
    }

    private bool Has(long position)
    {
        lock (_guard)
        {
            if (position >= _reader.Count) _reader.Advance();
            return position < _reader.Count;
        }
    }
}
