using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>
/// The snapshots of one folder, by date. Each was taken at some time of its day (UTC), so that what it says is certain from the
/// day's end on, and what changed since the one before may have changed at any time between. A record that a whole later one lacks is gone.
/// </summary>
internal sealed class Snapshot(RegionContext into)
{
    private readonly Dictionary<PatientIdentifier, (ulong Content, int Seen)> _records = [];
    private readonly List<DateOnly> _dates = [];
    private DateOnly _reading;
    private bool _damaged;

    /// <summary>Begins a file of a date, or goes on with it; false when a later one was read before.</summary>
    public bool Begin(DateOnly date)
    {
        _reading = date;
        if (_dates.Count > 0 && date <= _dates[^1]) return date == _dates[^1];
        Complete();
        _dates.Add(date);
        return true;
    }

    /// <summary>Something of the file could not be read: nobody is missing from it.</summary>
    public void Damaged() => _damaged = true;

    /// <summary>Takes a record.</summary>
    public void Take(PatientVersion version, JsonElement resource)
    {
        if (version.Identifiers.Count == 0) return;
        var content = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(resource.GetRawText().AsSpan()));
        var (key, now) = (version.Identifiers[0], _dates.Count - 1);
        if (_reading != _dates[^1])
        {
            into.Add(version with { ValidFrom = Start(_reading), SureFrom = End(_reading) });
            return;
        }

        var known = _records.TryGetValue(key, out var before);
        _records[key] = (content, now);
        // The same again says nothing new; something else in the same snapshot is a second version valid at once.
        if (known && before.Content == content) return;
        var since = now == 0 ? Start(_reading) : Start(_dates[now - 1]);
        // What the register itself says of when it changed, when that can be.
        var sure = version.ValidFrom is { } said && said > since && said < End(_reading) ? said : End(_reading);
        into.Add(version with { ValidFrom = since, SureFrom = sure });
    }

    /// <summary>Ends the snapshot being read.</summary>
    public void Complete()
    {
        var now = _dates.Count - 1;
        if (now > 0)
        {
            var gone = _records.Where(r => r.Value.Seen < now).Select(r => r.Key).ToList();
            foreach (var record in gone)
            {
                // Of a damaged one nothing follows but that the record is no longer certain.
                into.End(record, Start(_dates[now - 1]), _damaged ? null : End(_dates[now]), erased: true);
                _records.Remove(record);
            }
        }

        _damaged = false;
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateTimeOffset End(DateOnly day) => Start(day.AddDays(1));
}
