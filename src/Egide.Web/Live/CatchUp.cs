using Egide.Connectors.Live;

namespace Egide.Web.Live;

/// <summary>
/// Reads the journal again while more comes in. What comes meanwhile is durable and answered, and read from the journal too; once the
/// reading is near the end, the intake hands on what follows by itself, from one position on: none is judged twice, none is passed over.
/// </summary>
internal sealed class CatchUp(LiveIntake intake, JournalReplay replay)
{
    // As much as may wait for the judge without keeping the writer waiting.
    private const int Near = 1 << 15;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long _read;
    private volatile bool _over;

    /// <summary>Whether the intake hands on what comes: changes once, on its writer's thread.</summary>
    public bool IsOver => _over;

    /// <summary>Entries read.</summary>
    public long Read => Volatile.Read(ref _read);

    /// <summary>There is nothing to read.</summary>
    public void Skip() => _over = true;

    /// <summary>Reads to the end.</summary>
    /// <param name="reader">The journal.</param>
    /// <param name="fact">Takes each fact in its place.</param>
    /// <param name="refused">Told that the disk refuses the checkpoint that the end waits for, each time it is asked again.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(LiveReader reader, Action<LiveEntry> fact, Action<string> refused, CancellationToken cancel)
    {
        // As long as each stretch is half as long as the one before, the end comes nearer.
        for (var last = long.MaxValue; reader.Count - _read is var left && left > Near && left < last / 2; reader.Advance())
        {
            last = left;
            Stretch(reader, reader.Count, fact, cancel);
        }

        var end = HandOn(refused, cancel);
        reader.Advance();
        Stretch(reader, end, fact, cancel);
    }

    private void Stretch(LiveReader reader, long end, Action<LiveEntry> fact, CancellationToken cancel) =>
        replay.Read(reader, _read, end, fact, position => Volatile.Write(ref _read, position), cancel);

    private long HandOn(Action<string> refused, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return intake.Publish(() => _over = true, cancel).GetAwaiter().GetResult();
            }
            catch (IOException fault)
            {
                refused(fault.Message);
                cancel.WaitHandle.WaitOne(Pause);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }
}
