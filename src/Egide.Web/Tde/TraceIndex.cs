using Egide.Connectors.Atna;
using Egide.Connectors.Live;
using Egide.Web.Live;
using Egide.Web.Tde.Postings;
using Egide.Web.Tde.Records;
using Egide.Web.Tde.Search;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Egide.Web.Tde;

/// <summary>
/// Follows the journal on a thread of its own and keeps the index of its records: what was published is found a moment later. A start
/// goes on from what was kept on disk, or draws it up from the journal's beginning; searches wait until it is whole.
/// </summary>
internal sealed class TraceIndex : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private const int Handful = 256;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private readonly Station _station;
    private readonly TimeProvider _clock;
    private readonly ILogger<TraceIndex> _logger;
    private readonly PostingStore _store;
    private readonly LiveReader _reader;
    private readonly Renderer _renderer;
    private readonly HashSet<ulong> _keys = [];
    private volatile DamagedIndexException? _doubt;
    private bool _begun;
    private long _done;
    private long _turn;
    private long _searchable;

    public TraceIndex(Station station, OriginNames names, TimeProvider clock, ILogger<TraceIndex> logger)
    {
        (_station, _clock, _logger) = (station, clock, logger);
        _reader = new LiveReader(station.Journal, names);
        _renderer = new Renderer(station.Mappings, names);
        _store = new PostingStore(Path.Combine(station.Options.Data, "index"), new IndexedJournal(_reader, station), station.Options.PostingsInMemory);
    }

    /// <summary>How many of the journal's first entries needed not be read again at the start.</summary>
    public long Kept { get; private set; }

    /// <summary>Whether all that was in the journal at the start is indexed, and what comes can be.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Entries of the journal that can be searched.</summary>
    public long Searchable => Volatile.Read(ref _searchable);

    /// <summary>What can be searched.</summary>
    public IReadOnlyList<Run> Runs => _store.Runs;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _store.Bytes;

    /// <summary>Takes note that a search met damage: the index is drawn up anew, and searches wait. Thread-safe.</summary>
    public void Doubt(DamagedIndexException damage)
    {
        // A search that began before the index was drawn up anew says nothing of the new one.
        if (!_store.Runs.Contains(damage.Run)) return;
        _doubt = damage;
        IsWhole = false;
    }

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(() => Follow(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task Follow(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (!_begun) Begin();
                if (_doubt is { } doubt) DrawUpAnew(doubt);
                CatchUp(cancel);
                IsWhole = !cancel.IsCancellationRequested && _doubt is null;
            }
            catch (DamagedIndexException damage)
            {
                (_doubt, IsWhole) = (damage, false);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                if (IsWhole) _logger.LogError(fault, "The index of the trail could not be carried on: is the disk full? Searches are refused until it can; nothing is lost.");
                IsWhole = false;
            }

            await Task.Delay(Between, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Begin()
    {
        if (_store.Resume() is { } reason) _logger.LogWarning("The index of the trail that was kept is not used: {Reason}. It is drawn up anew; searches are refused until it is whole.", reason);
        (Kept, _done, _begun) = (_store.Covered, _store.Covered, true);
    }

    private void DrawUpAnew(DamagedIndexException damage)
    {
        _logger.LogWarning("The index of the trail is drawn up anew: {Reason} Searches are refused until it is whole.", damage.Message);
        _store.Clear();
        (_done, _doubt) = (0, null);
        Volatile.Write(ref _searchable, 0);
    }

    private void CatchUp(CancellationToken cancel)
    {
        _reader.Advance();
        while (_done < _reader.Count && !cancel.IsCancellationRequested)
        {
            if (_reader.Read(_done, out _) is { IsRecord: true } record) Add(record);
            else if (_reader.Erased(_done) is { } deletion) _store.Forget([.. deletion.Records, .. deletion.Entries]);
            _done++;
            _store.Breathe(_done);
            GiveWay(cancel);
        }

        _store.Settle(_done);
        Volatile.Write(ref _searchable, _done);
    }

    // An alarm must not wait for the index: while judging is behind, the index has a fifth of the time.
    private void GiveWay(CancellationToken cancel)
    {
        if (_done % Handful != 0) return;
        var now = _clock.GetTimestamp();
        if (_station.IsBehind && _clock.GetElapsedTime(_turn, now) is var worked && worked < Turn) cancel.WaitHandle.WaitOne(worked * 4);
        _turn = _clock.GetTimestamp();
    }

    private void Add(LiveEntry record)
    {
        if (SyslogFrame.TryParse(record.Payload, out var header, out _))
            _store.Add(new Posting(Keys.Syslog, DateSpan.Parse(header.Timestamp ?? "")?.Low ?? record.Received, record.Position));
        if (_renderer.Facets(record) is not { } facets) return;
        _keys.Clear();
        var (recorded, started) = (record.Received, (long?)null);
        foreach (var facet in facets)
        {
            if (facet.Name == "date") recorded = DateSpan.Parse(facet.Text)?.Low ?? recorded;
            else if (facet.Name == Parameters.PeriodStart) started = DateSpan.Parse(facet.Text)?.Low;
            else Keys.Add(facet, _keys);
        }

        _keys.Add(Keys.All);
        foreach (var key in _keys) _store.Add(new Posting(key, recorded, record.Position));
        if (started is { } at) _store.Add(new Posting(Keys.Started, at, record.Position));
    }
}
