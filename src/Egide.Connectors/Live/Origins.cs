using System.Collections.Concurrent;
using Egide.Connectors.Files;

namespace Egide.Connectors.Live;

/// <summary>Numbers those who bring records: the journal keeps the number with each record and the name once.</summary>
internal sealed class Origins(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(6);
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RecordFile> _files = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();

    public int NumberOf(string origin)
    {
        if (_numbers.TryGetValue(origin, out var number)) return number;
        lock (_adding)
        {
            if (!_numbers.TryGetValue(origin, out number)) _numbers[origin] = number = _numbers.Count;
            return number;
        }
    }

    /// <summary>Takes one that the journal named before.</summary>
    public void Restore(int number, string origin) => _numbers[origin] = number;

    /// <summary>What decoders are told of it: a date without a year is of this one.</summary>
    public RecordFile FileOf(string origin)
    {
        var now = clock.GetUtcNow();
        if (_files.TryGetValue(origin, out var file) && now - file.LastWrite < Fresh) return file;
        return _files[origin] = new RecordFile(origin, now, Framing.Lines, default);
    }
}
