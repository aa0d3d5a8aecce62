namespace Egide.Connectors.SharedSignals;

/// <summary>
/// Which tokens were taken, by <c>jti</c>, for at least as long as an <c>iat</c> is believed; a token older than that is refused for its age.
/// Thread-safe.
/// </summary>
internal sealed class SetReplays(TimeSpan kept, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Dictionary<string, Task> _young = new(StringComparer.Ordinal);
    private Dictionary<string, Task> _old = new(StringComparer.Ordinal);
    private DateTimeOffset _since = clock.GetUtcNow();

    /// <summary>Claims a token; gives what settles the earlier claim when there is one.</summary>
    public Task? Claim(string jti, Task settled)
    {
        lock (_lock)
        {
            if (clock.GetUtcNow() - _since > kept) (_old, _young, _since) = (_young, new(StringComparer.Ordinal), clock.GetUtcNow());
            if (_young.TryGetValue(jti, out var known) || _old.TryGetValue(jti, out known)) return known;
            _young[jti] = settled;
            return null;
        }
    }

    /// <summary>Gives up a claim: it was not stored.</summary>
    public void Release(string jti)
    {
        lock (_lock)
        {
            _young.Remove(jti);
            _old.Remove(jti);
        }
    }
}
