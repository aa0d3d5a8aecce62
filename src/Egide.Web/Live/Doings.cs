namespace Egide.Web.Live;

/// <summary>The last things that people did, from the journal's facts. Thread-safe.</summary>
internal sealed class Doings
{
    /// <summary>How many are at hand; the others are in the journal.</summary>
    public const int Kept = 1000;

    private readonly Queue<Doing> _last = new();
    private readonly Lock _guard = new();

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Doing> Last
    {
        get
        {
            lock (_guard) return [.. _last.Reverse()];
        }
    }

    public void Add(Doing? doing)
    {
        if (doing is null) return;
        lock (_guard)
        {
            _last.Enqueue(doing);
            if (_last.Count > Kept) _last.Dequeue();
        }
    }
}
