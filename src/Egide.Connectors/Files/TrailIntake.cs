using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Files;

/// <summary>
/// Reads the trails of an investigation: files are cut into blocks of records, blocks are decoded and hashed by as
/// many workers as there are processors, and come out in the order of the files: journal first, then the flow. For one thread.
/// </summary>
public sealed class TrailIntake
{
    private readonly FileJournal _journal;
    private readonly Action<IntakeProblem> _report;
    private readonly IReadOnlyList<Mapping> _mappings;
    private readonly DataMap _map;
    private readonly Stack<IntakeWorker> _idle = [];
    private readonly Queue<(int File, Task<IntakeWorker> Work)> _pending = [];
    private readonly int _ahead = Math.Max(2, Environment.ProcessorCount + 2);
    private readonly List<string> _files = [];
    private readonly List<long> _events = [];

    /// <param name="journal">Receives every record.</param>
    /// <param name="mappings">Mapping files found in the paths.</param>
    /// <param name="map">What accesses show.</param>
    /// <param name="report">Takes problems.</param>
    public TrailIntake(FileJournal journal, IReadOnlyList<Mapping> mappings, DataMap map, Action<IntakeProblem> report)
    {
        _journal = journal;
        _report = report;
        _mappings = mappings;
        _map = map;
    }

    /// <summary>Names of the files read, by the number that record headers in the journal carry.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Records read, and bytes of them.</summary>
    public (long Records, long Bytes) Done { get; private set; }

    /// <summary>Records read as events.</summary>
    public long Events { get; private set; }

    /// <summary>Records read as events in each of <see cref="Files"/>; known once <see cref="Complete"/> was called.</summary>
    public IReadOnlyList<long> EventsByFile => _events;

    /// <summary>
    /// Reads one file. Its last blocks may still be in work on return, while the next file is read: most files of a trail are a few
    /// blocks, and waiting at the end of each would leave processors idle. Call <see cref="Complete"/> after the last.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="take">Takes each access, in order, its position set.</param>
    /// <param name="quarantine">Takes each record not understood.</param>
    /// <param name="cancel">Stops between blocks.</param>
    /// <param name="leave">Tells records that were read for something else and are not to be read as trail; null when there are none.</param>
    public void Read(TrailFile file, Action<Access> take, Action<QuarantinedRecord> quarantine, CancellationToken cancel, Func<ReadOnlySpan<byte>, bool>? leave = null)
    {
        var number = _files.Count;
        _files.Add(file.Name);
        _events.Add(0);
        using var reader = new RecordReader(file, _report);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (!_idle.TryPop(out var worker)) worker = new IntakeWorker(_mappings, _map);
            if (!reader.ReadBlock(worker.Block))
            {
                _idle.Push(worker);
                return;
            }

            if (leave is not null) worker.Block.Remove(leave);
            if (worker.Block.Count == 0)
            {
                _idle.Push(worker);
                continue;
            }

            _pending.Enqueue((number, Task.Run(() => worker.Decode(number, file.Name), cancel)));
            while (_pending.Count >= _ahead) Settle(take, quarantine);
        }
    }

    /// <summary>Hands over what is still in work.</summary>
    public void Complete(Action<Access> take, Action<QuarantinedRecord> quarantine)
    {
        while (_pending.Count > 0) Settle(take, quarantine);
    }

    private void Settle(Action<Access> take, Action<QuarantinedRecord> quarantine)
    {
        var (file, task) = _pending.Dequeue();
        var worker = task.GetAwaiter().GetResult();
        var first = _journal.Append(worker.Batch);
        Done = (Done.Records + worker.Block.Count, Done.Bytes + worker.Bytes);
        var events = worker.Give(first, take, quarantine);
        Events += events;
        _events[file] += events;
        _idle.Push(worker);
    }
}
