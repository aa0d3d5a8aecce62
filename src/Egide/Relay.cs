using System.Collections.Concurrent;

namespace Egide;

/// <summary>
/// A stage with a thread of its own: takes what it is given in the order given, so that the result is that of one thread. Few items
/// go round, so that a fast giver waits and memory is bounded. A fault of the stage comes out where the giver next asks.
/// </summary>
internal sealed class Relay<T> : IDisposable where T : class
{
    private readonly BlockingCollection<T> _given = [];
    private readonly BlockingCollection<T> _free = [];
    private readonly Task _stage;

    /// <param name="items">Those that go round.</param>
    /// <param name="stage">What the thread does with each.</param>
    public Relay(IEnumerable<T> items, Action<T> stage)
    {
        foreach (var item in items) _free.Add(item);
        _stage = Task.Factory.StartNew(() => Run(stage), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>An item to fill; waits for one.</summary>
    public T Rent()
    {
        if (_free.TryTake(out var item, Timeout.Infinite)) return item;
        _stage.GetAwaiter().GetResult();
        throw new InvalidOperationException("The stage was completed.");
    }

    /// <summary>Gives a filled item to the stage.</summary>
    public void Give(T item) => _given.Add(item);

    /// <summary>Waits until all that was given is done.</summary>
    public void Complete()
    {
        _given.CompleteAdding();
        _stage.GetAwaiter().GetResult();
    }

    /// <summary>Lets the thread do what it was given and end; its fault, if any, is passed over.</summary>
    public void Dispose()
    {
        _given.CompleteAdding();
        _stage.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _given.Dispose();
        _free.Dispose();
    }

    private void Run(Action<T> stage)
    {
        try
        {
            foreach (var item in _given.GetConsumingEnumerable())
            {
                stage(item);
                _free.Add(item);
            }
        }
        finally
        {
            _free.CompleteAdding();
        }
    }
}
