using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Live;

/// <summary>Reads a live journal from its beginning: the same accesses in the same order as when they came, and the facts between them.</summary>
public sealed class JournalReplay
{
    private const int Together = 512;

    private readonly Origins _origins;
    private readonly IntakeWorker _worker;
    private readonly Action<Access, long> _take;
    private readonly Action<QuarantinedRecord> _quarantine;
    private readonly List<ReadOnlyMemory<byte>> _records = [];
    private (int Number, long Received) _group;
    private long _first;

    /// <param name="mappings">As the intake's.</param>
    /// <param name="map">As the intake's.</param>
    /// <param name="clock">As the intake's.</param>
    /// <param name="take">Takes each access and when it was received, microseconds.</param>
    /// <param name="quarantine">Takes each record not understood.</param>
    public JournalReplay(IReadOnlyList<Mapping> mappings, DataMap map, TimeProvider clock, Action<Access, long> take, Action<QuarantinedRecord> quarantine)
    {
        (_take, _quarantine) = (take, quarantine);
        _origins = new Origins(clock);
        _worker = new IntakeWorker(mappings, map);
    }

    /// <summary>Reads a stretch of what is published; the next begins where it ended.</summary>
    /// <param name="reader">The journal.</param>
    /// <param name="first">Position of the first entry.</param>
    /// <param name="end">Position after the last.</param>
    /// <param name="fact">Takes each fact in its place.</param>
    /// <param name="progress">Told the position that is read, now and then.</param>
    /// <param name="cancel">Stops it.</param>
    public void Read(LiveReader reader, long first, long end, Action<LiveEntry> fact, Action<long> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(progress);
        for (var position = first; position < end; position++)
        {
            if (position % 4096 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress(position);
            }

            // What was erased under a right to erasure is no access any more.
            if (reader.Read(position, out _) is not { } entry) continue;
            if (entry.IsRecord) Add(reader.Names, entry);
            else State(reader.Names, entry, fact);
        }

        Flush(reader.Names);
        progress(end);
    }

    private void Add(OriginNames names, LiveEntry entry)
    {
        var group = (entry.Number, entry.Received);
        if (group != _group || _records.Count >= Together || _first + _records.Count != entry.Position) Flush(names);
        if (_records.Count == 0) (_group, _first) = (group, entry.Position);
        _records.Add(entry.Payload);
    }

    private void State(OriginNames names, LiveEntry entry, Action<LiveEntry> fact)
    {
        Flush(names);
        if (entry.Fact != OriginNames.Fact) fact(entry);
    }

    private void Flush(OriginNames names)
    {
        if (_records.Count == 0) return;
        var name = names[_group.Number];
        _worker.Block.Fill(_origins.FileOf(name), _records, _group.Received);
        _worker.Decode(_group.Number, name).Give(_first, access => _take(access, _group.Received), _quarantine);
        _records.Clear();
    }
}
