using System.IO.Hashing;
using System.Text;
using Egide.Detect;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Spool;
using Egide.Scope;

namespace Egide;

/// <summary>
/// The page to start from. An access goes through the rooms in one direction:
/// Observe (<see cref="Observe"/>: counted, spooled; then, in time order: joined, numbered) →
/// Detect (<see cref="Watch"/>: whose session, how likely an intruder's) →
/// Scope (<see cref="Trail"/> and <see cref="Extent"/>: whose data, which categories).
/// What is found is judged by <see cref="Detect.Judge"/> and told by <see cref="Report.Dossier"/>.
/// </summary>
public sealed class Flow : IDisposable
{
    private const int BatchesGoingRound = 6;
    private readonly FlowOptions _options;
    private readonly RegionContext _context;
    private readonly SpoolWriter _spool;
    private readonly ClockDrift _drift = new();
    private readonly Utf8Numbers _sources = new();
    private readonly List<SourceTally> _tallies = [];
    private readonly Utf8Numbers _controllers = new();
    private readonly Dictionary<(ulong System, long Cluster), int> _controllerOf = [];
    private readonly Lock _naming = new();
    private readonly NamedPatients _named;
    private readonly Access _step = new();
    private Func<CaseFile>? _case;

    /// <summary>Opens a flow; its files go into the options' folder.</summary>
    public Flow(FlowOptions options, RegionContext context)
    {
        _options = options;
        _context = context;
        _named = new NamedPatients(context);
        Directory.CreateDirectory(options.Folder);
        _spool = new SpoolWriter(options.Folder);
        Trail = new Trail(Path.Combine(options.Folder, "trail"));
        Watch = new Watch(context);
        Extent = new Extent(Trail, context, number => _controllers.Text(number), Numbered, number => _sources.Text(number) ?? "?");
    }

    /// <summary>The columnar trail.</summary>
    public Trail Trail { get; }

    /// <summary>The detectors' state.</summary>
    public Watch Watch { get; }

    /// <summary>The exposure.</summary>
    public Extent Extent { get; }

    /// <summary>What is needed to draw the extent up again, once concluded.</summary>
    public CaseFile? Case => _case?.Invoke();

    /// <summary>Names of incidents by the accounts that stood in them: one keeps its name as it grows.</summary>
    internal Dictionary<string, string> IncidentNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Incidents as they were told when records went that they rested on, by name.</summary>
    internal Dictionary<string, KeptIncident> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>Incidents as they were told last, by name.</summary>
    internal Dictionary<string, KeptIncident> Told { get; } = new(StringComparer.Ordinal);

    internal IReadOnlyList<string> SourceNames => [.. Enumerable.Range(0, _sources.Count).Select(i => _sources[i])];

    internal IReadOnlyList<string> ControllerNames => [.. Enumerable.Range(0, _controllers.Count).Select(i => _controllers[i])];

    /// <summary>The region.</summary>
    public RegionContext Context => _context;

    /// <summary>The options.</summary>
    public FlowOptions Options => _options;

    /// <summary>Counts by source.</summary>
    public IReadOnlyDictionary<string, SourceTally> Sources => _tallies.Index().ToDictionary(t => _sources[t.Index], t => t.Item);

    /// <summary>Clock offsets by source, once the pass has begun.</summary>
    public IReadOnlyDictionary<string, ClockOffset> Clocks { get; private set; } = new Dictionary<string, ClockOffset>();

    /// <summary>Exact duplicates by source, and records joined into another.</summary>
    public (IReadOnlyDictionary<string, long> Duplicates, long Joined) Absorbed { get; private set; } = (new Dictionary<string, long>(), 0);

    /// <summary>Earliest and latest instants looked at, microseconds, clock corrected.</summary>
    public (long First, long Last) Span { get; private set; } = (long.MaxValue, long.MinValue);

    /// <summary>Which dates can be, once the pass has begun.</summary>
    public TimeBounds Bounds { get; private set; } = TimeBounds.None;

    /// <summary>Takes an access whose record is in the journal, in any order.</summary>
    public void Observe(Access access)
    {
        Count(access);
        _spool.Add(access);
    }

    /// <summary>Counts an access for its source.</summary>
    internal void Count(Access access)
    {
        var source = SourceOf(access);
        if (source == _tallies.Count) _tallies.Add(new SourceTally());
        _tallies[source].Add(access);
        if (access.Has(AccessText.Request) && !access.Is(AccessFlags.TimeMissing))
            _drift.Add(XxHash3.HashToUInt64(access[AccessText.Request]), source, access.Header.Time);
    }

    /// <summary>
    /// The pass in time order: joins twins, watches, writes the trail. Merging and joining, watching, and the trail's columns have a
    /// thread each; each takes what the one before gives in its order, so that the result is that of one.
    /// </summary>
    /// <param name="progress">Told the accesses done and their number, now and then.</param>
    /// <param name="cancel">Stops it; running again starts over.</param>
    public void Pass(Action<long, long>? progress, CancellationToken cancel)
    {
        _spool.Flush();
        EstimateClocks();
        Bounds = TimeBounds.Of(_tallies.SelectMany(tally => tally.Days), _options.Now);
        foreach (var tally in _tallies) tally.Bound(Bounds);
        var joiner = new Joiner();
        using (var steps = new Relay<AccessBatch>(Enumerable.Range(0, BatchesGoingRound).Select(_ => new AccessBatch()), Steps))
        using (var reader = new SpoolReader(_spool.Segments, number => Clocks.TryGetValue(_spool.Sources[number], out var clock) ? clock.Correction : 0))
        {
            var batch = steps.Rent();
            void Emit(Access access)
            {
                batch.Add(access);
                if (!batch.IsFull) return;
                steps.Give(batch);
                batch = steps.Rent();
            }

            long done = 0;
            while (reader.Read(joiner.Rent()))
            {
                joiner.Add(Emit);
                if (++done % 65536 != 0) continue;
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(done, _spool.Count);
            }

            joiner.Complete(Emit);
            steps.Give(batch);
            steps.Complete();
        }

        // Not at the end: what is deleted before the journal makes the disk durable need not be written to it.
        _spool.Dispose();
        Watch.Complete();
        Trail.Complete();
        Absorbed = (joiner.Duplicates, joiner.Joined);
    }

    /// <summary>Makes what was stepped so far ready to be concluded on, while more comes.</summary>
    /// <param name="joiner">Who joined the records.</param>
    internal void Settle(Joiner joiner)
    {
        EstimateClocks();
        Watch.Settle();
        Trail.Settle();
        Absorbed = (joiner.Duplicates, joiner.Joined);
    }

    /// <summary>Judges, attributes, scopes and tells, once the pass is over.</summary>
    /// <param name="about">What the caller knows: inputs, counts, remarks, quarantine by source; the rest is filled.</param>
    public Report.Dossier Conclude(Report.Dossier about)
    {
        ArgumentNullException.ThrowIfNull(about);
        return Conclude(new Report.Standpoint(this, about.Sources), about);
    }

    /// <summary>The same of what was known at one moment.</summary>
    internal Report.Dossier Conclude(Report.Standpoint known, Report.Dossier about)
    {
        var maker = new Report.DossierMaker(known);
        var dossier = maker.Make(about);
        _case = maker.Case;
        return dossier;
    }

    /// <summary>Deletes the spool, if it is still there, and closes the trail.</summary>
    public void Dispose()
    {
        _spool.Dispose();
        Trail.Dispose();
    }

    private void EstimateClocks() => Clocks = _drift.Estimate().OrderBy(o => o.Key).ToDictionary(o => _sources[o.Key], o => o.Value);

    private void Steps(AccessBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            batch.Read(i, _step);
            Step(_step);
        }

        batch.Clear();
    }

    /// <summary>Takes the next access in time order through Detect into the trail.</summary>
    internal void Step(Access access)
    {
        var at = access.Header.Time;
        // Cut here, not where records come in: the clock is corrected, and twins across the cut have met.
        if (_options.Since is { } since && at < Instant.From(since) || _options.Until is { } until && at >= Instant.From(until)) return;
        var placed = Bounds.Hold(at) && !access.Is(AccessFlags.OutOfTime);
        if (placed) Span = (Math.Min(Span.First, at), Math.Max(Span.Last, at));
        else access.Header.Flags |= AccessFlags.OutOfTime;
        if (access.Header.Kind is EventKind.Page or EventKind.System) return;
        if (access.Is(AccessFlags.ResultsUnnamed) && access.Header.ResponseBytes >= Shown.LargestEmpty) access.Header.Flags |= AccessFlags.NotEmpty;
        var row = new TrailRow
        {
            Position = access.Header.Position, At = at, Categories = (int)access.Header.Categories, Kind = (byte)access.Header.Kind,
            Flags = (ushort)access.Header.Flags, Unnamed = Shown.Bound(access), Results = access.Header.ResultCount, Controller = -1, Source = SourceOf(access),
        };
        var query = access.Header.Kind == EventKind.Search ? access[AccessText.Query] : default;
        _named.Take(access);
        (row.Account, row.Session) = placed ? Watch.Step(access, _named.Keys, _named.Numbers, row.Unnamed) : (-1, -1);
        if (_named.Count == 0) Trail.Append(row, default, query);
        for (var i = 0; i < _named.Count; i++)
        {
            var identifier = _named.Identifier(access, i);
            row.Patient = _named.Keys[i];
            row.Controller = ControllerOf(row.Patient, identifier);
            Trail.Append(row, identifier, query);
        }
    }

    // Replays number controllers too, while accesses come.
    private int Numbered(string? controller)
    {
        lock (_naming) return _controllers.Of(controller);
    }

    private int SourceOf(Access access) => access.Has(AccessText.Source) ? _sources.Of(access[AccessText.Source]) : _sources.Of("?"u8);

    private int ControllerOf(long patient, ReadOnlySpan<byte> identifier)
    {
        if (PatientKeys.Cluster(patient) is not { } cluster) return -1;
        var system = NamedPatients.System(identifier);
        var key = (XxHash3.HashToUInt64(system), cluster);
        if (_controllerOf.TryGetValue(key, out var number)) return number;
        number = Numbered(_context.Controller(cluster, Encoding.UTF8.GetString(system)));
        if (_controllerOf.Count < 1_000_000) _controllerOf[key] = number;
        return number;
    }
}
