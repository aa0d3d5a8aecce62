using System.Collections.Concurrent;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Files;

/// <summary>
/// Reads the trails of an investigation: files are cut into blocks of records, blocks are decoded and hashed by as
/// many workers as there are processors, and come out in the order of the files: journal first, then the flow.
/// </summary>
public sealed class TrailIntake
{
    private readonly FileJournal _journal;
    private readonly Action<IntakeProblem> _report;
    private readonly ConcurrentBag<IntakeWorker> _idle = [];
    private readonly Func<IntakeWorker> _make;
    private readonly int _ahead = Math.Max(2, Environment.ProcessorCount + 2);
    private readonly List<string> _files = [];

    /// <param name="journal">Receives every record.</param>
    /// <param name="mappings">Mapping files found in the paths.</param>
    /// <param name="map">What accesses show.</param>
    /// <param name="report">Takes problems.</param>
    public TrailIntake(FileJournal journal, IReadOnlyList<Mapping> mappings, DataMap map, Action<IntakeProblem> report)
    {
        _journal = journal;
        _report = report;
        _make = () => new IntakeWorker(mappings, map);
    }

    /// <summary>Names of the files read, by the number that record headers in the journal carry.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Records read, and bytes of them.</summary>
    public (long Records, long Bytes) Done { get; private set; }

    /// <summary>Records read as events.</summary>
    public long Events { get; private set; }

    /// <summary>Reads one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="take">Takes each access, in order, its position set.</param>
    /// <param name="quarantine">Takes each record not understood.</param>
    /// <param name="cancel">Stops between blocks.</param>
    public void Read(TrailFile file, Action<Access> take, Action<QuarantinedRecord> quarantine, CancellationToken cancel)
    {
        var number = _files.Count;
        _files.Add(file.Name);
        using var reader = new RecordReader(file, _report);
        var pending = new Queue<Task<IntakeWorker>>();
        try
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                if (!_idle.TryTake(out var worker)) worker = _make();
                if (!reader.ReadBlock(worker.Block))
                {
                    _idle.Add(worker);
                    break;
                }

                pending.Enqueue(Task.Run(() => worker.Decode(number, file.Name), cancel));
                while (pending.Count >= _ahead) Settle(pending.Dequeue(), take, quarantine);
            }

            while (pending.Count > 0) Settle(pending.Dequeue(), take, quarantine);
        }
        finally
        {
            foreach (var task in pending) task.ContinueWith(t => _idle.Add(t.GetAwaiter().GetResult()), TaskContinuationOptions.OnlyOnRanToCompletion);
        }
    }

    private void Settle(Task<IntakeWorker> task, Action<Access> take, Action<QuarantinedRecord> quarantine)
    {
        var worker = task.GetAwaiter().GetResult();
        var first = _journal.Append(worker.Batch);
        Done = (Done.Records + worker.Block.Count, Done.Bytes + worker.Bytes);
        Events += worker.Give(first, take, quarantine);
        _idle.Add(worker);
    }
}
