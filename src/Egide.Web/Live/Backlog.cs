using Egide.Observe;

namespace Egide.Web.Live;

/// <summary>
/// Accesses on their way from the journal's writer to the flow, in the journal's order. When the flow is far behind, the writer waits,
/// and with it everybody who brings records: memory is bounded, and nothing is answered that is not durable.
/// </summary>
internal sealed class Backlog
{
    private const int Most = 64;
    private const int Together = 1024;
    private readonly Queue<Stretch> _waiting = new();
    private readonly Lock _guard = new();
    private readonly SemaphoreSlim _room = new(Most);
    private readonly SemaphoreSlim _news = new(0);
    private Stretch _filling = new();

    /// <summary>Whether the flow has fallen behind what comes in.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_guard) return _waiting.Count > 0;
        }
    }

    /// <summary>Adds an access; the access is copied.</summary>
    public void Add(Access access, long received)
    {
        var full = false;
        lock (_guard)
        {
            if (_filling.Count == 0) _news.Release();
            _filling.Add(access, received);
            full = _filling.Count >= Together;
        }

        if (full) Close(null);
    }

    /// <summary>Adds a pause: what waits for late records goes on, up to an instant.</summary>
    public void Pause(long to)
    {
        Close(to);
        _news.Release();
    }

    /// <summary>Ends a wait though nothing came.</summary>
    public void Wake() => _news.Release();

    /// <summary>Waits for something, or until the time is over.</summary>
    public void Wait(TimeSpan most) => _news.Wait(most);

    /// <summary>The next stretch; null when there is none.</summary>
    public Stretch? Take()
    {
        lock (_guard)
        {
            if (_waiting.TryDequeue(out var stretch))
            {
                _room.Release();
                return stretch;
            }

            if (_filling.Count == 0) return null;
            (stretch, _filling) = (_filling, new Stretch());
            return stretch;
        }
    }

    private void Close(long? pause)
    {
        _room.Wait();
        lock (_guard)
        {
            _filling.Pause = pause;
            _waiting.Enqueue(_filling);
            _filling = new Stretch();
        }
    }
}
