using System.Collections.Concurrent;
using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Connectors.Live;
using Egide.Connectors.Mapped;
using Egide.Journal;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Web.Feed;
using Egide.Web.Retention;
using Egide.Web.SignIn;

namespace Egide.Web.Live;

/// <summary>
/// What runs: the journal, the intake that fills it, the flow behind it on a thread of its own, the ways in, and the last state of it
/// all for whoever asks. It reads the journal again at its start, so that a restart goes on with the same findings; what comes is taken meanwhile.
/// </summary>
public sealed class Station : IAsyncDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private const int AtOnce = 64;

    // A quarter: what an intruder does for longer than that says something in between.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(92);
    private readonly FileJournal _journal;
    private readonly LiveFlow _flow;
    private readonly Backlog _backlog = new();
    private readonly Drafting _drafting;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lateness;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly Quarantined _quarantined = new();
    private readonly DataMap _map = DataMap.Shipped();
    private readonly Access _access = new();
    private readonly ConcurrentQueue<Action> _between = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CatchUp _catchUp;
    private readonly Thread _thread;
    private Task _keeping = Task.CompletedTask;
    private long _lastCome;
    private volatile bool _pausing;
    private volatile bool _judged;
    private string? _failed;

    private Station(StationOptions options, RegionContext context, IReadOnlyList<Mapping> mappings, TimeProvider clock)
    {
        (_clock, _lateness, Options, Mappings) = (clock, options.Lateness, options, mappings);
        _journal = FileJournal.Open(Path.Combine(options.Data, "journal"), "egide/live", options.Key);
        _journal.Publish();
        _flow = new LiveFlow(new FlowOptions { Folder = Path.Combine(options.Data, "work"), CasesPerDay = options.CasesPerDay, Now = null, Remembered = Remembered }, context, options.Lateness);
        Before = _journal.Count;
        Intake = new LiveIntake(_journal, mappings, _map, clock, Come, NotUnderstood);
        Http = new HttpWays(clock);
        _drafting = new Drafting(_flow, _quarantined, options, clock, Intake);
        Keeper = new Keeper(this, clock);
        _drafting.Drawn = dossier => _ = Keeper.Follow(dossier);
        _catchUp = new CatchUp(Intake, new JournalReplay(mappings, _map, clock, _flow.Take, _quarantined.Add));
        _thread = new Thread(Judge) { IsBackground = true, Name = "flow" };
    }

    /// <summary>Where records come in.</summary>
    public LiveIntake Intake { get; }

    /// <summary>What the ways in over HTTP did that need no entry in a sources file.</summary>
    internal HttpWays Http { get; }

    /// <summary>What each way in did so far, those over HTTP first.</summary>
    internal IEnumerable<WayIn> WaysIn => Http.States.Concat(Options.Ways.States);

    /// <summary>Names of who brought what, those of the journal from the start on; who reads it further learns into it.</summary>
    internal OriginNames Names { get; } = new();

    /// <summary>The last things that people did here.</summary>
    internal Doings Doings { get; } = new();

    /// <summary>Keeps the journal to the policy.</summary>
    internal Keeper Keeper { get; }

    /// <summary>What it was asked.</summary>
    public StationOptions Options { get; }

    /// <summary>Mapping files for formats of one's own.</summary>
    internal IReadOnlyList<Mapping> Mappings { get; }

    /// <summary>The last state of everything; null until <see cref="Ready"/>.</summary>
    public Snapshot Now => _drafting.Last;

    /// <summary>Done when the journal was read again and the first state is drawn up; failed when it cannot be.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Whether <see cref="Ready"/> is done and did not fail.</summary>
    public bool IsReady => Ready.IsCompletedSuccessfully;

    /// <summary>Entries of the journal read again so far.</summary>
    public long Reread => _catchUp.Read;

    /// <summary>Entries that the journal had at the start.</summary>
    public long Before { get; }

    /// <summary>Entries in the journal, the last of them perhaps not yet published.</summary>
    public long Count => _journal.Count;

    /// <summary>Why nothing is judged or drawn up any more, though what comes is taken and durable; null while all is well. A restart judges again.</summary>
    public string? JudgingFailed => _failed ?? _drafting.Failed;

    /// <summary>Whether judging has fallen behind what comes in: whoever can wait lets it have the machine.</summary>
    internal bool IsBehind => !IsReady || _backlog.IsBehind;

    /// <summary>Folder of the journal.</summary>
    public string Journal => Path.Combine(Options.Data, "journal");

    /// <summary>Told after each new state and each alarm, for pages that are open.</summary>
    public News News => _drafting.News;

    /// <summary>Starts a station: it takes what comes at once, and is <see cref="Ready"/> once it has read its journal from the beginning.</summary>
    /// <param name="options">What it is asked.</param>
    /// <param name="context">The region, sealed.</param>
    /// <param name="mappings">Mapping files for formats of one's own.</param>
    /// <param name="clock">Its clock.</param>
    /// <exception cref="IOException">Another process writes the journal, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, or another key signed it.</exception>
    public static Station Start(StationOptions options, RegionContext context, IReadOnlyList<Mapping> mappings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        Disk.KeepPrivate();
        Disk.CreatePrivate(options.Data);
        Disk.Close(options.Data);
        var station = new Station(options, context, mappings, clock);
        station.Begin();
        return station;
    }

    /// <summary>Starts a station and waits until it is <see cref="Ready"/>.</summary>
    /// <param name="options">What it is asked.</param>
    /// <param name="context">The region, sealed.</param>
    /// <param name="mappings">Mapping files for formats of one's own.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="IOException">Another process writes the journal, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, or another key signed it.</exception>
    public static Station Open(StationOptions options, RegionContext context, IReadOnlyList<Mapping> mappings, TimeProvider clock, CancellationToken cancel)
    {
        var station = Start(options, context, mappings, clock);
        try
        {
            station.Ready.WaitAsync(cancel).GetAwaiter().GetResult();
            return station;
        }
        catch
        {
            station.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Who saw a person's data, up to what was last drawn up; empty when nobody did, or nobody knows the identifier.</summary>
    internal async Task<IReadOnlyList<Scope.PersonAccess>> WhoSaw(string identifier) => await On(flow => flow.WhoSaw(identifier)) ?? [];

    /// <summary>What an incident's count of persons rests on, of a category's code or (null) of all, as it was last drawn up.</summary>
    internal Task<(List<Scope.ShownPerson> Persons, List<Scope.OpenQuestion> Questions)> Evidence(string incident, string? category) =>
        On(flow => flow.Evidence(incident, string.IsNullOrEmpty(category) ? Egide.Observe.Data.DataCategory.None : Egide.Observe.Data.DataCategories.Parse(category)));

    /// <summary>Asks something of the flow as it was last drawn up, while it goes on.</summary>
    internal Task<T> On<T>(Func<LiveFlow, T> what) => _drafting.On(what);

    /// <summary>Does something with the flow while it stands still.</summary>
    internal Task<T> Still<T>(Func<LiveFlow, T> what) => _drafting.Still(what);

    /// <summary>Draws up the state now.</summary>
    internal Task<Report.Dossier> Redraw() => _drafting.Redraw(() => _journal.Count);

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
        var told = JsonSerializer.SerializeToUtf8Bytes(whole);
        Doings.Add(Doing.Of(position, kind, told));
        Keeper.Take(position, kind, told);
        return position;
    }

    /// <summary>Takes nothing more, settles what came, publishes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var source in _running.Append(_keeping)) await source.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Keeper.Dispose();
        // The writer may wait for the judge to make room: he ends after it.
        await Intake.DisposeAsync().ConfigureAwait(false);
        _drafting.End();
        _judged = true;
        _thread.Join();
        _flow.Dispose();
        _journal.Dispose();
        _stop.Dispose();
    }

    private void Restore(LiveEntry entry)
    {
        Doings.Add(Doing.Of(entry.Position, entry.Fact!, entry.Payload));
        if (entry.Fact is Facts.Hold or Facts.Retention or Facts.PersonLog or Facts.Kept or Facts.View or Facts.SignIn or LiveEntry.Deletion) Keeper.Take(entry.Position, entry.Fact, entry.Payload);
        if (entry.Fact == Facts.PersonLog) _flow.Log.Add(entry.Position, PersonLogFact.Read(entry.Payload).Rows);
        if (entry.Fact == Facts.Kept) _flow.Keep(JsonSerializer.Deserialize<Scope.KeptIncident>(entry.Payload)!);
        if (entry.Fact is not (Facts.Pause or Facts.Incident)) return;
        using var fact = JsonDocument.Parse(entry.Payload);
        if (entry.Fact == Facts.Pause) _flow.Pause(fact.RootElement.GetProperty("to").GetInt64());
        else
        {
            var id = fact.RootElement.GetProperty("id").GetString()!;
            _drafting.Restore(id, fact.RootElement.GetProperty("told_at").GetDateTimeOffset());
            _flow.Restore(id, fact.RootElement.GetProperty("accounts").EnumerateArray().Select(a => a.GetString()!));
        }
    }

    private void Begin()
    {
        if (Before > 0) Intake.Restore(new LiveReader(Journal, Names));
        else _catchUp.Skip();
        _thread.Start();
        foreach (var source in Options.Ways.Sources) _running.Add(Task.Run(() => Run(source)));
    }

    // What comes before the intake hands on by itself is read from the journal.
    private void Come(Access access, long received)
    {
        if (_catchUp.IsOver) _backlog.Add(access, received);
    }

    private void NotUnderstood(QuarantinedRecord record)
    {
        if (_catchUp.IsOver) _quarantined.Add(record);
    }

    private void Restore()
    {
        if (Before > 0) _catchUp.Run(new LiveReader(Journal, Names), Restore, why => _failed = why, _stop.Token);
        _failed = null;
        _drafting.Draft(_journal.Count);
        _flow.Watch.Found = _drafting.Found;
        _drafting.Between = what =>
        {
            _between.Enqueue(what);
            _backlog.Wake();
        };
        _lastCome = _clock.GetTimestamp();
        _drafting.Begin(() => _journal.Count);
        if (!Options.Quiet) _keeping = Task.Run(() => Keeper.Run(_stop.Token));
    }

    // A way in that cannot work (an address in use) leaves the others alone, says so where people look, and is tried again.
    private async Task Run(ISource source)
    {
        for (var wait = Soon; !_stop.IsCancellationRequested; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            try
            {
                var running = source.Run(Intake, _stop.Token);
                if (await Task.WhenAny(running, Task.Delay(Soon, _clock, _stop.Token)).ConfigureAwait(false) != running)
                {
                    source.State.Down = null;
                    wait = Soon;
                }

                await running.ConfigureAwait(false);
                return;
            }
            catch (Exception fault) when (!_stop.IsCancellationRequested)
            {
                source.State.Failed("ended", fault.Message, _clock.GetUtcNow());
                if (source.State.Down is null) Options.Fallen?.Invoke(source.State, fault.Message);
                source.State.Down = fault.Message;
            }

            await Task.Delay(wait, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Should judging fail, what comes is still taken and made durable: the journal is read again at the next start.
    private void Judge()
    {
        try
        {
            Restore();
            _ready.SetResult();
            while (!_judged) Look();
        }
        catch (Exception fault)
        {
            _failed = fault.Message;
            _ready.TrySetException(fault);
            while (!_judged)
            {
                _backlog.Wait(Breath);
                while (_backlog.Take() is { } stretch) stretch.Drop();
                GiveWay();
            }
        }
    }

    private void Look()
    {
        _backlog.Wait(Breath);
        // However much comes, what people are shown is settled in between.
        for (var i = 0; i < AtOnce && _backlog.Take() is { } stretch; i++)
        {
            if (stretch.Count > 0) _lastCome = _clock.GetTimestamp();
            stretch.Give(_access, _flow.Take);
            if (stretch.Pause is not { } to) continue;
            _pausing = false;
            _flow.Pause(to);
        }

        if (!_pausing && _flow.IsWaiting && _clock.GetElapsedTime(_lastCome) >= _lateness)
        {
            _pausing = true;
            _ = Pause(_flow.Until(Instant.From(_clock.GetUtcNow())));
        }

        GiveWay();
    }

    private void GiveWay()
    {
        while (_between.TryDequeue(out var what)) what();
    }

    // Nothing comes: what waits for late records need wait no longer. Stated first, so that a restart does the same.
    private async Task Pause(long to)
    {
        try
        {
            await Intake.State(Facts.Of(Facts.Pause, new { to }), () => _backlog.Pause(to), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or System.Threading.Channels.ChannelClosedException)
        {
            _pausing = false; // refused now: asked again
        }
    }
}
