namespace Egide;

/// <summary>
/// Says when what came has waited long enough, by the clock of those that come after it: an eighth of the wait is the finest it tells
/// apart.
/// </summary>
/// <param name="wait">How long, microseconds.</param>
internal sealed class Waiting(long wait)
{
    private readonly Queue<(long Since, long At)> _marks = new();
    private (long Since, long At)? _open;
    private long _now = long.MinValue;

    /// <summary>Takes an access.</summary>
    /// <param name="at">The instant it stands at, microseconds.</param>
    /// <param name="received">When it came, microseconds. A clock that is set back stands still.</param>
    /// <returns>The latest instant of all that have waited long enough now; null when no more have.</returns>
    public long? Add(long at, long received)
    {
        _now = Math.Max(_now, received);
        if (_open is { } open && _now - open.Since <= wait / 8) _open = (open.Since, Math.Max(open.At, at));
        else
        {
            if (_open is { } closed) _marks.Enqueue(closed);
            _open = (_now, at);
        }

        long? passed = null;
        while (_marks.TryPeek(out var mark) && _now - mark.Since >= wait + wait / 8)
        {
            _marks.Dequeue();
            passed = Math.Max(passed ?? long.MinValue, mark.At);
        }

        return passed;
    }
}
