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
/// Follows the journal on a thread of its own and keeps the index of its records: what was published is found a moment later. After a
/// start it is drawn up from the journal's beginning, and searches wait until it is whole.
/// </summary>
internal sealed class TraceIndex(Station station, OriginNames names, TimeProvider clock, ILogger<TraceIndex> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private const int Handful = 256;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private readonly PostingStore _store = new(Path.Combine(station.Options.Data, "work", "index", "postings.bin"));
    private readonly LiveReader _reader = new(station.Journal, names);
    private readonly Renderer _renderer = new(station.Mappings, names);
    private readonly HashSet<ulong> _keys = [];
    private long _done;
    private long _turn;
    private long _searchable;

    /// <summary>Whether all that was in the journal at the start is indexed, and what comes can be.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Entries of the journal that can be searched.</summary>
    public long Searchable => Volatile.Read(ref _searchable);

    /// <summary>What can be searched.</summary>
    public IReadOnlyList<Run> Runs => _store.Runs;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _store.Bytes;

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
                CatchUp(cancel);
                IsWhole = !cancel.IsCancellationRequested;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                if (IsWhole) logger.LogError(fault, "The index of the trail could not be carried on: is the disk full? Searches are refused until it can; nothing is lost.");
                IsWhole = false;
            }

            await Task.Delay(Between, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void CatchUp(CancellationToken cancel)
    {
        _reader.Advance();
        while (_done < _reader.Count && !cancel.IsCancellationRequested)
        {
            if (_reader.Read(_done, out _) is { IsRecord: true } record) Add(record);
            _done++;
            _store.Breathe();
            GiveWay(cancel);
        }

        _store.Settle();
        Volatile.Write(ref _searchable, _done);
    }

    // An alarm must not wait for the index: while judging is behind, the index has a fifth of the time.
    private void GiveWay(CancellationToken cancel)
    {
        if (_done % Handful != 0) return;
        var now = clock.GetTimestamp();
        if (station.IsBehind && clock.GetElapsedTime(_turn, now) is var worked && worked < Turn) cancel.WaitHandle.WaitOne(worked * 4);
        _turn = clock.GetTimestamp();
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
