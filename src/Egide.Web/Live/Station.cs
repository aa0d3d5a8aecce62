using System.Text.Json;
using Egide.Connectors.Live;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Web.SignIn;

namespace Egide.Web.Live;

/// <summary>
/// What runs: the journal, the intake that fills it, the flow behind it on a thread of its own, the ways in, and the last state of it
/// all for whoever asks. Opening it reads the journal again, so that a restart goes on with the same findings.
/// </summary>
public sealed class Station : IAsyncDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private readonly FileJournal _journal;
    private readonly LiveFlow _flow;
    private readonly Backlog _backlog = new();
    private readonly Drafting _drafting;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lateness;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly Quarantined _quarantined = new();
    private Thread? _thread;
    private long _lastCome;
    private bool _pausing;

    private Station(StationOptions options, RegionContext context, IReadOnlyList<Mapping> mappings, TimeProvider clock)
    {
        (_clock, _lateness, Options, Mappings) = (clock, options.Lateness, options, mappings);
        _journal = FileJournal.Open(Path.Combine(options.Data, "journal"), "egide/live", options.Key);
        _journal.Publish();
        _flow = new LiveFlow(new FlowOptions { Folder = Path.Combine(options.Data, "work"), CasesPerDay = options.CasesPerDay, Now = null }, context, options.Lateness);
        Intake = new LiveIntake(_journal, mappings, DataMap.Shipped(), clock, Come, _quarantined.Add);
        _drafting = new Drafting(_flow, _quarantined, options, clock, Intake);
    }

    /// <summary>Where records come in.</summary>
    public LiveIntake Intake { get; }

    /// <summary>The last things that people did here.</summary>
    internal Doings Doings { get; } = new();

    /// <summary>What it was asked.</summary>
    public StationOptions Options { get; }

    /// <summary>Mapping files for formats of one's own.</summary>
    internal IReadOnlyList<Mapping> Mappings { get; }

    /// <summary>The last state of everything.</summary>
    public Snapshot Now => _drafting.Last;

    /// <summary>Entries in the journal, the last of them perhaps not yet published.</summary>
    internal long Count => _journal.Count;

    /// <summary>Folder of the journal.</summary>
    public string Journal => Path.Combine(Options.Data, "journal");

    /// <summary>Told after each new state and each alarm, for pages that are open.</summary>
    public News News => _drafting.News;

    /// <summary>Opens a station: reads its journal from the beginning, then takes what comes.</summary>
    /// <param name="options">What it is asked.</param>
    /// <param name="context">The region, sealed.</param>
    /// <param name="mappings">Mapping files for formats of one's own.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="progress">Told the entries read again, now and then.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="IOException">Another process writes the journal, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, or another key signed it.</exception>
    public static Station Open(StationOptions options, RegionContext context, IReadOnlyList<Mapping> mappings, TimeProvider clock, Action<long>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        Disk.CreatePrivate(options.Data);
        var station = new Station(options, context, mappings, clock);
        station.Restore(mappings, progress, cancel);
        station.Begin();
        return station;
    }

    /// <summary>Who saw a person's data, up to what was last drawn up; empty when nobody did, or nobody knows the identifier.</summary>
    internal async Task<IReadOnlyList<Scope.PersonAccess>> WhoSaw(string identifier) => await _drafting.On(flow => flow.WhoSaw(identifier)) ?? [];

    /// <summary>States facts in the journal on behalf of somebody; done when they are durable.</summary>
    /// <param name="kind">Kind of the fact.</param>
    /// <param name="fact">What is stated.</param>
    public Task<long> State(string kind, object fact) => Intake.State(Facts.Of(kind, fact), null, CancellationToken.None);

    /// <summary>States what somebody does: who, when, and the rest; its position once durable.</summary>
    internal async Task<long> Tell(string kind, Person by, object fact)
    {
        var whole = JsonSerializer.SerializeToNode(fact)!.AsObject();
        (whole["by"], whole["who"], whole["at"]) = (by.Name, by.Id, _clock.GetUtcNow());
        var position = await State(kind, whole).ConfigureAwait(false);
        Doings.Add(Doing.Of(position, kind, JsonSerializer.SerializeToUtf8Bytes(whole)));
        return position;
    }

    /// <summary>Takes nothing more, settles what came, publishes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var source in _running) await source.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _thread?.Join();
        await Intake.DisposeAsync().ConfigureAwait(false);
        _flow.Dispose();
        _journal.Dispose();
        _stop.Dispose();
    }

    private void Come(Access access, long received) => _backlog.Add(access, received);

    private void Restore(IReadOnlyList<Mapping> mappings, Action<long>? progress, CancellationToken cancel)
    {
        if (_journal.Count > 0)
        {
            var replay = new JournalReplay(Intake, mappings, DataMap.Shipped(), _clock, _flow.Take, _quarantined.Add);
            replay.Read(JournalReader.Open(Journal), Restore, progress, cancel);
        }

        _drafting.Draft(_journal);
    }

    private void Restore(long position, string kind, byte[] payload)
    {
        Doings.Add(Doing.Of(position, kind, payload));
        if (kind is not (Facts.Pause or Facts.Incident)) return;
        using var fact = JsonDocument.Parse(payload);
        if (kind == Facts.Pause) _flow.Pause(fact.RootElement.GetProperty("to").GetInt64());
        else
        {
            _drafting.Restore(fact.RootElement.GetProperty("id").GetString()!, fact.RootElement.GetProperty("told_at").GetDateTimeOffset());
            _flow.Restore(fact.RootElement.GetProperty("id").GetString()!, fact.RootElement.GetProperty("accounts").EnumerateArray().Select(a => a.GetString()!));
        }
    }

    private void Begin()
    {
        _flow.Watch.Found = _drafting.Found;
        _lastCome = _clock.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = "flow" };
        _thread.Start();
        foreach (var source in Options.Ways.Sources) _running.Add(Task.Run(() => source.Run(Intake, _stop.Token)));
    }

    private void Run()
    {
        var access = new Access();
        while (!_stop.IsCancellationRequested)
        {
            _backlog.Wait(Breath);
            while (!_stop.IsCancellationRequested && _backlog.Take() is { } stretch)
            {
                if (stretch.Count > 0) _lastCome = _clock.GetTimestamp();
                stretch.Give(access, _flow.Take);
                if (stretch.Pause is not { } to) continue;
                _pausing = false;
                _flow.Pause(to);
            }

            Rest();
            _drafting.Ask();
            if (_drafting.IsDue(_flow.Count, _flow.Reached)) _drafting.Draft(_journal);
        }
    }

    // Nothing comes: what waits for late records need wait no longer. Stated first, so that a restart does the same.
    private void Rest()
    {
        if (_pausing || !_flow.IsWaiting || _clock.GetElapsedTime(_lastCome) < _lateness) return;
        _pausing = true;
        var to = Instant.From(_clock.GetUtcNow());
        _ = Intake.State(Facts.Of(Facts.Pause, new { to }), () => _backlog.Pause(to), CancellationToken.None);
    }
}
