using System.Collections.Concurrent;
using Egide.Connectors.Live;
using Egide.Detect;
using Egide.Journal;
using Egide.Observe;
using Egide.Report;

namespace Egide.Web.Live;

/// <summary>
/// Draws up the state that the console shows, on a thread of its own: at most every two seconds, and never for more than a fifth of its
/// time. The flow stands still only while what it knows is settled; what comes is judged, and alarms are told, while the rest is drawn up.
/// </summary>
internal sealed class Drafting(LiveFlow flow, Quarantined quarantined, StationOptions options, TimeProvider clock, LiveIntake intake)
{
    private const int AlarmsKept = 200;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly SemaphoreSlim _called = new(0);
    private readonly Lock _guard = new();
    private readonly LinkedList<Alarm> _alarms = [];
    private readonly ConcurrentDictionary<string, string> _stated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);
    private Thread? _thread;
    private volatile bool _ended;
    private long _number, _drawn = -1, _reached = -1;
    private long _last;
    private TimeSpan _took;

    public News News { get; } = new();

    /// <summary>Told each new state, on this thread.</summary>
    public Action<Dossier>? Drawn { get; set; }

    /// <summary>Has the flow's thread do something between two accesses; done at once when the flow has no thread yet.</summary>
    public Action<Action> Between { get; set; } = what => what();

    public Snapshot Last { get; private set; } = null!;

    /// <summary>Why the last state could not be drawn up; null when it could.</summary>
    public string? Failed { get; private set; }

    /// <summary>Begins to draw up states as the flow goes on.</summary>
    /// <param name="size">The journal's entries.</param>
    public void Begin(Func<long> size)
    {
        _thread = new Thread(() => Run(size)) { IsBackground = true, Name = "drafting" };
        _thread.Start();
    }

    /// <summary>Ends once what is being done is; the flow's thread still goes on.</summary>
    public void End()
    {
        _ended = true;
        _called.Release();
        _thread?.Join();
    }

    /// <summary>Asks something of the flow as it was last drawn up, or of what only drawing up touches, on this thread.</summary>
    public Task<T> On<T>(Func<LiveFlow, T> what)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() => Answer(done, () => what(flow)));
        _called.Release();
        return done.Task;
    }

    /// <summary>Does something with the flow while it stands still and nothing is drawn up.</summary>
    public Task<T> Still<T>(Func<LiveFlow, T> what) => On(_ => Stand(() => what(flow)));

    /// <summary>Draws up the state now, whether it is due or not.</summary>
    public Task<Dossier> Redraw(Func<long> size) => On(_ =>
    {
        Draft(size());
        return Last.Dossier;
    });

    public void Found(SessionRecord session)
    {
        lock (_guard)
        {
            _alarms.AddFirst(new Alarm(Instant.ToDateTimeOffset(session.FirstFindingAt), clock.GetUtcNow(), flow.Watch.Accounts[session.Account].Key, session.FileId, Math.Round(session.Own, 1), flow.Why(session)));
            if (_alarms.Count > AlarmsKept) _alarms.RemoveLast();
            if (Last is null) return;
            Last = Last with { Alarms = [.. _alarms] };
        }

        News.Tell("alarm");
    }

    /// <summary>Remembers when an incident was first told.</summary>
    public void Restore(string incident, DateTimeOffset told) => _told.TryAdd(incident, told);

    /// <summary>Draws up the state.</summary>
    public void Draft(long size)
    {
        try
        {
            Make(size);
            Failed = null;
        }
        catch (Exception fault)
        {
            // A disk that was full may have room again: tried anew when it is due.
            (Failed, _last) = (fault.Message, clock.GetTimestamp());
            throw;
        }
    }

    private void Make(long size)
    {
        var began = clock.GetTimestamp();
        var (known, about, reached) = Stand(() =>
        {
            (_drawn, _reached) = (flow.Count, flow.Reached);
            var about = About(size);
            return (flow.Settle(about), about, flow.Latest);
        });
        var dossier = flow.Conclude(known, about);
        foreach (var incident in dossier.Incidents) _told.TryAdd(incident.Id, clock.GetUtcNow());
        var accounts = AccountRow.Of(known.Watch, dossier);
        lock (_guard)
        {
            Last = new Snapshot
            {
                Told = new Dictionary<string, DateTimeOffset>(_told), At = clock.GetUtcNow(), Dossier = dossier, Alarms = [.. _alarms], Number = ++_number, Took = _took,
                Reached = reached is { } latest ? Instant.ToDateTimeOffset(latest) : null, Accounts = accounts,
            };
        }

        if (!options.Quiet) State(dossier);
        Drawn?.Invoke(dossier);
        _last = clock.GetTimestamp();
        _took = clock.GetElapsedTime(began);
        News.Tell("state");
    }

    private void Run(Func<long> size)
    {
        while (!_ended)
        {
            _called.Wait(Breath);
            while (!_ended && _asked.TryDequeue(out var asked)) asked();
            if (_ended || !IsDue()) continue;
            try
            {
                Draft(size());
            }
            catch (Exception)
            {
                // Told where people look, by Failed.
            }
        }
    }

    private bool IsDue()
    {
        if (flow.Count == _drawn && flow.Reached == _reached && Failed is null) return false;
        var since = clock.GetElapsedTime(_last);
        return since >= Least && since >= _took * 4;
    }

    private T Stand<T>(Func<T> what)
    {
        var done = new TaskCompletionSource<T>();
        Between(() => Answer(done, what));
        return done.Task.GetAwaiter().GetResult();
    }

    private static void Answer<T>(TaskCompletionSource<T> done, Func<T> what)
    {
        try
        {
            done.SetResult(what());
        }
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }

    // What is said of an incident is a fact: the journal keeps when it was said, and a restart keeps its name.
    private void State(Dossier dossier)
    {
        foreach (var incident in dossier.Incidents)
        {
            var accounts = incident.Accounts.Select(a => $"{a.IdentityProvider}|{a.Id}").Order(StringComparer.Ordinal).ToList();
            var said = string.Join('\n', accounts) + incident.Persons;
            if (_stated.GetValueOrDefault(incident.Id) != said) _ = State(incident.Id, said, Facts.Of(Facts.Incident, new { id = incident.Id, told_at = _told[incident.Id], accounts, incident.OpenedAt, incident.From, incident.To, incident.Persons, medical = incident.Medical.Statement }));
        }
    }

    private async Task State(string incident, string said, JournalBatch fact)
    {
        try
        {
            await intake.State(fact, null, CancellationToken.None).ConfigureAwait(false);
            _stated[incident] = said;
        }
        catch (Exception fault) when (fault is IOException or System.Threading.Channels.ChannelClosedException)
        {
            // Refused now: the next state says it again.
        }
    }

    private Dossier About(long size) => new()
    {
        Incidents = [], Findings = [], Timeline = [], Sources = quarantined.Sources(), OrganisationNames = new Dictionary<string, string>(), Seen = default,
        Journal = ("egide/live", size, "", ""), MadeAt = clock.GetUtcNow(), Version = typeof(Station).Assembly.GetName().Version?.ToString(3) ?? "0",
        Inputs = [], Context = options.Context, Counts = (0, flow.Count + quarantined.Count, flow.Count, quarantined.Count, 0, 0), Remarks = [],
    };
}
