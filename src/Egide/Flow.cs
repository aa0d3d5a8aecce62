using System.IO.Hashing;
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
    private const int MostAliases = 2_000_000;
    private readonly FlowOptions _options;
    private readonly RegionContext _context;
    private readonly SpoolWriter _spool;
    private readonly ClockDrift _drift = new();
    private readonly Dictionary<string, (int Number, SourceTally Tally)> _sources = new(StringComparer.Ordinal);
    private readonly Utf8Numbers _controllers = new();
    private readonly Dictionary<(string, long), int> _controllerOf = [];
    private readonly Dictionary<string, long> _aliases = new(StringComparer.Ordinal);
    private long[] _patients = new long[16];
    private long[] _numbers = new long[16];

    /// <summary>Opens a flow; its files go into the options' folder.</summary>
    public Flow(FlowOptions options, RegionContext context)
    {
        _options = options;
        _context = context;
        Directory.CreateDirectory(options.Folder);
        _spool = new SpoolWriter(options.Folder);
        Trail = new Trail(Path.Combine(options.Folder, "trail"));
        Watch = new Watch(context);
        Extent = new Extent(Trail, context, number => _controllers.Text(number));
    }

    /// <summary>The columnar trail.</summary>
    public Trail Trail { get; }

    /// <summary>The detectors' state.</summary>
    public Watch Watch { get; }

    /// <summary>The exposure.</summary>
    public Extent Extent { get; }

    /// <summary>The region.</summary>
    public RegionContext Context => _context;

    /// <summary>The options.</summary>
    public FlowOptions Options => _options;

    /// <summary>Counts by source.</summary>
    public IReadOnlyDictionary<string, SourceTally> Sources => _sources.ToDictionary(s => s.Key, s => s.Value.Tally);

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
        var source = access.String(AccessText.Source) ?? "?";
        if (!_sources.TryGetValue(source, out var known)) _sources[source] = known = (_sources.Count, new SourceTally());
        known.Tally.Add(access);
        if (access.Has(AccessText.Request) && !access.Is(AccessFlags.TimeMissing))
            _drift.Add(XxHash3.HashToUInt64(access[AccessText.Request]), known.Number, access.Header.Time);
        _spool.Add(access);
    }

    /// <summary>The pass in time order: joins twins, watches, writes the trail.</summary>
    /// <param name="progress">Told the accesses done and their number, now and then.</param>
    /// <param name="cancel">Stops it; running again starts over.</param>
    public void Pass(Action<long, long>? progress, CancellationToken cancel)
    {
        _spool.Flush();
        var offsets = _drift.Estimate();
        Clocks = _sources.Where(s => offsets.ContainsKey(s.Value.Number)).ToDictionary(s => s.Key, s => offsets[s.Value.Number]);
        Bounds = TimeBounds.Of(_sources.Values.SelectMany(s => s.Tally.Days), _options.Now);
        foreach (var (_, tally) in _sources.Values) tally.Bound(Bounds);
        var joiner = new Joiner();
        using (var reader = new SpoolReader(_spool.Segments, number => Clocks.TryGetValue(_spool.Sources[number], out var clock) ? clock.Correction : 0))
        {
            long done = 0;
            while (reader.Read(joiner.Rent()))
            {
                joiner.Add(Step);
                if (++done % 65536 != 0) continue;
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(done, _spool.Count);
            }

            joiner.Complete(Step);
        }

        Watch.Complete();
        Trail.Complete();
        Absorbed = (joiner.Duplicates, joiner.Joined);
    }

    /// <summary>Judges, attributes, scopes and tells, once the pass is over.</summary>
    /// <param name="about">What the caller knows: inputs, counts, remarks, quarantine by source; the rest is filled.</param>
    public Report.Dossier Conclude(Report.Dossier about) => new Report.DossierMaker(this).Make(about);

    /// <summary>Deletes the spool and closes the trail.</summary>
    public void Dispose()
    {
        _spool.Dispose();
        Trail.Dispose();
    }

    private void Step(Access access)
    {
        var at = access.Header.Time;
        // Cut here, not where records come in: the clock is corrected, and twins across the cut have met.
        if (_options.Since is { } since && at < Instant.From(since) || _options.Until is { } until && at >= Instant.From(until)) return;
        var placed = Bounds.Hold(at);
        if (placed) Span = (Math.Min(Span.First, at), Math.Max(Span.Last, at));
        else access.Header.Flags |= AccessFlags.OutOfTime;
        if (access.Header.Kind is EventKind.Page or EventKind.System) return;
        var row = new TrailRow
        {
            Position = access.Header.Position, At = at, Categories = (int)access.Header.Categories, Kind = (byte)access.Header.Kind,
            Flags = (ushort)access.Header.Flags, Unnamed = Shown.Bound(access), Controller = -1,
            Source = _sources.TryGetValue(access.String(AccessText.Source) ?? "?", out var source) ? source.Number : -1,
            Query = access.Header.Kind == EventKind.Search ? access.String(AccessText.Query) : null,
        };
        var named = access.String(AccessText.Patients)?.Split('\u001E') ?? [];
        Number(named);
        (row.Account, row.Session) = placed ? Watch.Step(access, _patients.AsSpan(0, named.Length), _numbers.AsSpan(0, named.Length), row.Unnamed) : (-1, -1);
        if (named.Length == 0) Trail.Append(row);
        for (var i = 0; i < named.Length; i++)
        {
            row.Patient = _patients[i];
            row.Identifier = named[i];
            row.Controller = ControllerOf(row.Patient, named[i]);
            Trail.Append(row);
        }
    }

    private void Number(string[] named)
    {
        if (_patients.Length < named.Length) (_patients, _numbers) = (new long[named.Length * 2], new long[named.Length * 2]);
        for (var i = 0; i < named.Length; i++)
        {
            var other = named[i].IndexOf('\u001F', StringComparison.Ordinal);
            var alias = other < 0 ? null : named[i][(other + 1)..];
            if (other >= 0) named[i] = named[i][..other];
            var bar = named[i].IndexOf('|', StringComparison.Ordinal);
            var value = named[i][(bar + 1)..];
            var reference = value.StartsWith("Patient/", StringComparison.Ordinal);
            _patients[i] = reference && _aliases.TryGetValue(value, out var known) ? known : PatientKeys.Of(_context, named[i][..bar], value);
            if (alias is not null && _aliases.Count < MostAliases) _aliases[alias] = _patients[i];
            var slash = value.LastIndexOf('/');
            _numbers[i] = long.TryParse(value.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;
        }
    }

    private int ControllerOf(long patient, string identifier)
    {
        if (PatientKeys.Cluster(patient) is not { } cluster) return -1;
        var system = identifier[..identifier.IndexOf('|', StringComparison.Ordinal)];
        var key = (system, cluster);
        if (_controllerOf.TryGetValue(key, out var number)) return number;
        number = _controllers.Of(_context.Controller(cluster, system));
        if (_controllerOf.Count < 1_000_000) _controllerOf[key] = number;
        return number;
    }
}
