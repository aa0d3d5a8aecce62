using Egide.Connectors.Files;
using Egide.Journal;
using Egide.Observe;

namespace Egide.Connectors.Live;

/// <summary>A delivery on its way to the journal.</summary>
internal sealed class Parcel(int records)
{
    /// <summary>Asks the writer to publish a checkpoint.</summary>
    public static readonly Parcel Publish = new(0);

    private readonly TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly (Task<long> First, long Number)?[] _earlier = new (Task<long>, long)?[records];
    private readonly bool[] _understood = new bool[records];
    private readonly List<UInt128> _claims = [];
    private int _events;

    public IntakeWorker? Worker { get; private set; }

    public string Origin { get; private set; } = "";

    public JournalBatch? Facts { get; init; }

    public Action? Then { get; init; }

    /// <summary>Whether it brings nothing: it waits for a checkpoint over what came before.</summary>
    public bool IsEmpty => Worker is null && Facts is null;

    public long Position { get; set; }

    public Task<long> First => _first.Task;

    /// <summary>Numbers of those of the delivery's records that nobody brought before.</summary>
    public List<int> Claim(TakenOnce once, Delivery delivery)
    {
        var fresh = new List<int>(delivery.Records.Count);
        for (var i = 0; i < delivery.Records.Count; i++)
        {
            var hash = delivery.Keys is { } keys ? keys[i] : TakenOnce.HashOf(delivery.Records[i].Span);
            _earlier[i] = once.Claim(hash, First, fresh.Count);
            if (_earlier[i] is not null) continue;
            _claims.Add(hash);
            fresh.Add(i);
        }

        return fresh;
    }

    /// <summary>Numbers of those that somebody brought before.</summary>
    public List<int> Repeats() => [.. Enumerable.Range(0, _earlier.Length).Where(i => _earlier[i] is not null)];

    /// <summary>Takes whether the repeats read as events, in their order.</summary>
    public void Recognise(IReadOnlyList<int> repeats, IEnumerable<bool> understood)
    {
        foreach (var (i, read) in repeats.Zip(understood)) _understood[i] = read;
    }

    /// <summary>Takes what is decoded of those that nobody brought before.</summary>
    public void Load(IntakeWorker worker, string origin)
    {
        (Worker, Origin) = (worker, origin);
        var (misread, fresh) = (worker.Misread.ToHashSet(), 0);
        for (var i = 0; i < _understood.Length; i++)
            if (_earlier[i] is null) _understood[i] = !misread.Contains(fresh++);
    }

    public void Done(Action<Access, long> take, Action<QuarantinedRecord> quarantine)
    {
        if (Worker is { } worker) _events = worker.Give(Position, access => take(access, worker.Block[0].Offset), quarantine);
        Then?.Invoke();
        _first.SetResult(Position);
    }

    public void Fail(TakenOnce once, Exception fault)
    {
        foreach (var hash in _claims) once.Release(hash);
        _first.SetException(fault);
    }

    public async Task<Receipt> Receipt()
    {
        var positions = new long[_earlier.Length];
        var repeated = 0;
        var mine = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            if (_earlier[i] is { } earlier)
            {
                positions[i] = await earlier.First.ConfigureAwait(false) + earlier.Number;
                repeated++;
            }
            else
            {
                positions[i] = await _first.Task.ConfigureAwait(false) + mine++;
            }
        }

        return new Receipt(positions, _events, repeated, _understood);
    }
}
