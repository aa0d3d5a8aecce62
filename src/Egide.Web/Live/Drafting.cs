using System.Collections.Concurrent;
using Egide.Connectors.Live;
using Egide.Detect;
using Egide.Journal;
using Egide.Observe;
using Egide.Report;

namespace Egide.Web.Live;

/// <summary>Draws up the state that the console shows, on the flow's thread: at most every two seconds, and never for more than a fifth of its time.</summary>
internal sealed class Drafting(LiveFlow flow, Quarantined quarantined, StationOptions options, TimeProvider clock, LiveIntake intake)
{
    private const int AlarmsKept = 200;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly LinkedList<Alarm> _alarms = [];
    private readonly ConcurrentDictionary<string, string> _stated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);
    private long _number, _drawn = -1, _reached = -1;
    private long _last;
    private TimeSpan _took;

    public News News { get; } = new();

    /// <summary>Told each new state, on the flow's thread.</summary>
    public Action<Dossier>? Drawn { get; set; }

    public Snapshot Last { get; private set; } = null!;

    /// <summary>Does something with the flow on its thread.</summary>
    public Task<T> On<T>(Func<LiveFlow, T> what)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Enqueue(() =>
        {
            try
            {
                done.SetResult(what(flow));
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        return done.Task;
    }

    /// <summary>Draws up the state now, whether it is due or not.</summary>
    public Task<Dossier> Redraw(Func<long> size) => On(_ =>
    {
        Draft(size());
        return Last.Dossier;
    });

    /// <summary>Does what was asked.</summary>
    public void Ask()
    {
        while (_asked.TryDequeue(out var asked)) asked();
    }

    public void Found(SessionRecord session)
    {
        _alarms.AddFirst(new Alarm(Instant.ToDateTimeOffset(session.FirstFindingAt), clock.GetUtcNow(), flow.Watch.Accounts[session.Account].Key, session.FileId, Math.Round(session.Own, 1), flow.Why(session)));
        if (_alarms.Count > AlarmsKept) _alarms.RemoveLast();
        if (Last is null) return;
        Last = Last with { Alarms = [.. _alarms] };
        News.Tell("alarm");
    }

    /// <summary>Remembers when an incident was first told.</summary>
    public void Restore(string incident, DateTimeOffset told) => _told.TryAdd(incident, told);

    public bool IsDue(long count, long reached)
    {
        if (count == _drawn && reached == _reached) return false;
        var since = clock.GetElapsedTime(_last);
        return since >= Least && since >= _took * 4;
    }

    public void Draft(long size)
    {
        var began = clock.GetTimestamp();
        (_drawn, _reached) = (flow.Count, flow.Reached);
        var dossier = flow.Conclude(About(size));
        var incidents = dossier.Incidents.SelectMany(i => i.Accounts.Select(a => (Key: $"{a.IdentityProvider}|{a.Id}", i.Id))).ToLookup(p => p.Key, p => p.Id);
        var heaviest = new Dictionary<int, (int Sessions, double Nats)>();
        foreach (var session in flow.Watch.Sessions)
        {
            var (sessions, nats) = heaviest.GetValueOrDefault(session.Account);
            heaviest[session.Account] = (sessions + 1, session.Accesses > 0 ? Math.Max(nats, session.Total) : nats);
        }

        foreach (var incident in dossier.Incidents) _told.TryAdd(incident.Id, clock.GetUtcNow());
        Last = new Snapshot
        {
            Told = new Dictionary<string, DateTimeOffset>(_told),
            At = clock.GetUtcNow(), Dossier = dossier, Alarms = [.. _alarms], Number = ++_number, Took = _took,
            Reached = flow.Latest is { } latest ? Instant.ToDateTimeOffset(latest) : null,
            Accounts = [.. flow.Watch.Accounts.Select(a => new AccountRow(a.Key, a.PersonName, a.Practitioner, Instant.ToDateTimeOffset(a.LastSeen),
                heaviest.GetValueOrDefault(a.Id).Sessions, Math.Round(heaviest.GetValueOrDefault(a.Id).Nats, 1), incidents[a.Key].FirstOrDefault())).OrderByDescending(a => a.Incident is not null).ThenByDescending(a => a.Heaviest)],
        };
        if (!options.Quiet) State(dossier);
        Drawn?.Invoke(dossier);
        _last = clock.GetTimestamp();
        _took = clock.GetElapsedTime(began);
        News.Tell("state");
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
