using System.Security.Cryptography;

namespace Egide.Connectors.Https;

/// <summary>How long to wait before asking again: twice as long after each fault, and never all clients at the same instant.</summary>
internal sealed class Backoff(TimeProvider clock, TimeSpan first, TimeSpan longest)
{
    private TimeSpan? _next;

    /// <summary>It went well: the next fault is the first one.</summary>
    public void Reset() => _next = null;

    /// <summary>Waits.</summary>
    /// <param name="asked">What the server asked for, which is not undercut but for the longest wait.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task Wait(TimeSpan? asked, CancellationToken cancel)
    {
        var wait = _next ?? first;
        _next = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, longest.Ticks));
        // Between three quarters and the whole.
        wait *= RandomNumberGenerator.GetInt32(750, 1001) / 1000.0;
        if (asked > wait) wait = TimeSpan.FromTicks(Math.Min(asked.Value.Ticks, longest.Ticks));
        await Task.Delay(wait, clock, cancel).ConfigureAwait(false);
    }
}
