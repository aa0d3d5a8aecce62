using System.Text.Json;
using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Report;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Web.Retention;

/// <summary>
/// Keeps a station's journal to its policy: places holds as incidents are told, says what is due, and has it deleted when somebody or the
/// policy says so. Everything it does is a fact of the journal, before and after.
/// </summary>
internal sealed class Keeper : IDisposable
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly Person Itself = new("Égide", []) { Id = "egide" };
    private readonly Station _station;
    private readonly TimeProvider _clock;
    private readonly DatedFacts _log = new(), _doings = new();
    private readonly Shredder _shredder;
    private readonly DueFinder _finder;
    private readonly SemaphoreSlim _one = new(1), _deciding = new(1);
    private readonly SemaphoreSlim _wanted = new(0);
    private int _following;
    private (DateTimeOffset At, IReadOnlyList<Due> Due)? _recent;

    public Keeper(Station station, TimeProvider clock)
    {
        (_station, _clock, Policy) = (station, clock, station.Options.Retention);
        _finder = new DueFinder(Policy, Ledger, _log, _doings);
        _shredder = new Shredder(station, Policy, Ledger, _log, _doings, clock);
    }

    public RetentionPolicy Policy { get; }

    public Holds Holds { get; } = new();

    public Ledger Ledger { get; } = new();

    /// <summary>Why nothing was deleted when it was looked at last, or null.</summary>
    public Text? Waiting { get; private set; }

    /// <summary>How often segments were written anew: what was read of them before is not to be given any more.</summary>
    public int Generation => _shredder.Generation;

    /// <summary>Whether something is being looked for or deleted.</summary>
    public bool IsAtWork => _one.CurrentCount == 0;

    /// <summary>Takes a fact, as it is told or as the journal has it.</summary>
    public void Take(long position, string kind, byte[] fact)
    {
        if (kind is Facts.Hold or Facts.Retention) _recent = null;
        if (kind == LiveEntry.Deletion)
        {
            if (Deletion.Read(position, "ranges"u8, fact) is { } deletion) _shredder.Take(deletion);
            return;
        }

        if (kind == Facts.PersonLog)
        {
            var rows = PersonLogFact.Read(fact);
            _log.Add(position, rows.From, rows.To);
            return;
        }

        using var document = JsonDocument.Parse(fact);
        var said = document.RootElement;
        if (kind == Facts.Hold) Holds.Take(position, said);
        else if (kind == Facts.Retention) Ledger.Take(position, said);
        else if (kind == Facts.Kept) _shredder.Kept[said.GetProperty("Id").GetString()!] = said.GetRawText();
        if (kind is Facts.View or Facts.SignIn && said.TryGetProperty("at", out var at)) _doings.Add(position, at.GetDateTimeOffset(), at.GetDateTimeOffset());
    }

    /// <summary>Finishes what was cut short, then looks a minute after the start, each day, and when it is asked to.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await Try(_shredder.Finish).ConfigureAwait(false);
        var wait = AfterStart;
        while (!cancel.IsCancellationRequested)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(Task.Delay(wait, _clock, stop.Token), _wanted.WaitAsync(stop.Token)).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            wait = Daily;
            await Look(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Makes <see cref="Run"/> look now.</summary>
    public void Wake() => _wanted.Release();

    /// <summary>Looks once: finishes, holds, and deletes what was agreed to or what the policy lets go.</summary>
    public Task Look(CancellationToken cancel) => Try(async () =>
    {
        await _shredder.Finish().ConfigureAwait(false);
        foreach (var request in Ledger.Open(_clock.GetUtcNow()).Where(r => r.AgreedBy is not null).ToList())
        {
            var asked = (await Find(null).ConfigureAwait(false)).Where(due => due.Runs.All(r => request.Runs.Any(run => run.First <= r.First && run.Last >= r.Last))).ToList();
            await Delete(asked, new Person(request.By, []) { Id = request.Who }, request.Id, cancel).ConfigureAwait(false);
            if (Waiting is null) await _station.Tell(Facts.Retention, Itself, new { step = Ledger.Closed, request = request.Id }).ConfigureAwait(false);
        }

        if (Policy.Automatic) await Delete(await Find(null).ConfigureAwait(false), Itself, null, cancel).ConfigureAwait(false);
    });

    /// <summary>What is due, as of a few minutes ago at most: what is told is drawn up anew for it, which a page should not ask each time.</summary>
    public async Task<(DateTimeOffset At, IReadOnlyList<Due> Due)> Recently()
    {
        if (!IsAtWork && (_recent is not { } recent || _clock.GetUtcNow() - recent.At > Fresh))
            await Try(async () => await Find(null).ConfigureAwait(false)).ConfigureAwait(false);
        return _recent ?? (_clock.GetUtcNow(), []);
    }

    /// <summary>What is due.</summary>
    /// <param name="at">At which instant; null for now.</param>
    public Task<List<Due>> WhatIsDue(DateTimeOffset? at = null) => Alone(() => Find(at));

    /// <summary>Deletes what is due now, on somebody's word who needs no second: the one at the machine's own keyboard.</summary>
    /// <exception cref="ArgumentException">An incident under hold is not found by this reading of the journal: its context is another.</exception>
    public Task<long> DeleteDue(DateTimeOffset? at, Person by, CancellationToken cancel) => Alone(async () =>
    {
        await _shredder.Finish().ConfigureAwait(false);
        foreach (var hold in Holds.All.Where(h => h.IsInForce && !_shredder.Kept.ContainsKey(h.Incident)))
            if (await _station.On(flow => flow.Told(hold.Incident)).ConfigureAwait(false) is null) throw new ArgumentException(hold.Incident);
        return await Delete(await Find(at).ConfigureAwait(false), by, null, cancel).ConfigureAwait(false);
    });

    /// <summary>Holds what was told and nothing holds yet; what cannot be stated now is at the next state.</summary>
    public async Task Follow(Dossier dossier)
    {
        if (_station.Options.Quiet || !dossier.Incidents.Any(Holds.IsNew) || Interlocked.Exchange(ref _following, 1) == 1) return;
        try
        {
            foreach (var incident in dossier.Incidents.Where(Holds.IsNew)) await Place(Itself, incident, null).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or System.Threading.Channels.ChannelClosedException)
        {
            // Until it is stated, Holds.InForce holds it all the same.
        }
        finally
        {
            Volatile.Write(ref _following, 0);
        }
    }

    /// <summary>Asks to release a hold; a second person must agree.</summary>
    public Task<long> AskRelease(Person by, string incident, string reason) => _station.Tell(Facts.Hold, by, new { step = Holds.ReleaseAsked, what = incident, reason });

    /// <summary>A second person agrees to a release; false when it is the same one, or there is nothing to agree to.</summary>
    public async Task<bool> Release(Person by, long request)
    {
        if (!by.Is(Role.Approver) || Holds.Waiting(request, by.Id) is not { } hold) return false;
        await _station.Tell(Facts.Hold, by, new { step = Holds.Released, what = hold.Incident, request }).ConfigureAwait(false);
        return true;
    }

    /// <summary>Asks to delete what is due; a second person must agree. False when nothing is, or it is all held.</summary>
    public async Task<bool> AskDeletion(Person by)
    {
        var due = (await WhatIsDue().ConfigureAwait(false)).Where(d => d.HeldBy.Count == 0).ToList();
        if (due.Count == 0) return false;
        await _station.Tell(Facts.Retention, by, new { step = Ledger.Asked, runs = due.SelectMany(d => d.Runs).Select(run => new[] { run.First, run.Last }), count = due.Sum(d => d.Count) }).ConfigureAwait(false);
        return true;
    }

    /// <summary>A second person agrees to a deletion, which is then carried out; false when it is the same one, or there is nothing to agree to.</summary>
    public async Task<bool> AgreeDeletion(Person by, long request)
    {
        if (!by.Is(Role.Approver) || !Ledger.Open(_clock.GetUtcNow()).Any(r => r.Id == request && r.AgreedBy is null && r.Who != by.Id)) return false;
        await _station.Tell(Facts.Retention, by, new { step = Ledger.Agreed, request }).ConfigureAwait(false);
        Wake();
        return true;
    }

    /// <summary>Places a hold on an incident.</summary>
    public async Task Place(Person by, IncidentDossier incident, string? reason)
    {
        var hold = Holds.Over(incident, reason, by.Name, default, -1);
        await _deciding.WaitAsync().ConfigureAwait(false);
        try
        {
            await _station.Tell(Facts.Hold, by, new { step = Holds.Placed, what = hold.Incident, accounts = hold.Accounts, from = hold.From, to = hold.To, reason }).ConfigureAwait(false);
        }
        finally
        {
            _deciding.Release();
        }
    }

    public void Dispose()
    {
        _one.Dispose();
        _deciding.Dispose();
        _wanted.Dispose();
    }

    // A disk that refuses is no fault of the station's: it is told, and the next look goes on.
    private async Task Try(Func<Task> what)
    {
        try
        {
            await Alone(async () =>
            {
                await what().ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or InvalidOperationException or ArgumentException or UnauthorizedAccessException or System.Data.Common.DbException or System.Threading.Channels.ChannelClosedException)
        {
            Waiting = new($"Rien n’a été supprimé, ou pas jusqu’au bout : {fault.Message} La même suppression sera finie.", $"Nothing was deleted, or not to its end: {fault.Message} The same deletion will be finished.");
        }
        catch (OperationCanceledException)
        {
            // Asked to stop between two segments: the next start goes on.
        }
    }

    private async Task<T> Alone<T>(Func<Task<T>> what)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            return await what().ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    // What is held follows from what is told now: both are brought up to date first.
    private async Task<List<Due>> Find(DateTimeOffset? at)
    {
        var dossier = await _station.Redraw().ConfigureAwait(false);
        await Follow(dossier).ConfigureAwait(false);
        if (_station.Intake.Refusing is null) await _station.Intake.Publish(null, CancellationToken.None).ConfigureAwait(false);
        var due = await _finder.Find(_shredder.Reader(), at ?? _clock.GetUtcNow(), Holds.InForce(dossier), (run, hold) =>
            _station.On(flow => flow.Rests((run.First, run.Last), hold.Incident, hold.Accounts.ToHashSet(StringComparer.Ordinal), Policy.HoldMargin.Before(hold.From), Policy.HoldMargin.After(hold.To)))).ConfigureAwait(false);
        if (at is null) _recent = (_clock.GetUtcNow(), due);
        return due;
    }

    private async Task<long> Delete(List<Due> due, Person by, long? request, CancellationToken cancel)
    {
        var (free, changes) = (due.Where(d => d.HeldBy.Count == 0).ToList(), Holds.Changes);
        Waiting = free.Count == 0 ? null : await Hindrance().ConfigureAwait(false);
        if (free.Count == 0 || Waiting is not null) return 0;
        await _shredder.Keep(Holds).ConfigureAwait(false);
        long count = 0;
        foreach (var one in free)
        {
            cancel.ThrowIfCancellationRequested();
            if (await Ordered(one, by, request, changes).ConfigureAwait(false) is not { } deletion) break;
            await _shredder.Carry(deletion).ConfigureAwait(false);
            count += one.Count;
        }

        await _station.Redraw().ConfigureAwait(false);
        return count;
    }

    // What was free when it was looked for may be held by now: no hold comes between this look and the entry that names what goes.
    private async Task<Deletion?> Ordered(Due due, Person by, long? request, int changes)
    {
        await _deciding.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Holds.Changes == changes) return await _shredder.Order(due, by, request).ConfigureAwait(false);
        }
        finally
        {
            _deciding.Release();
        }

        Waiting = new("Un gel a été posé pendant la suppression : elle s’arrête, et ce qui est dû est cherché à nouveau.", "A hold was placed during the deletion: it stops, and what is due is looked for again.");
        Wake();
        return null;
    }

    private async Task<Text?> Hindrance()
    {
        if (_station.Intake.Refusing is not null) return new("Le disque refuse ce qui vient : rien n’est supprimé tant qu’il refuse.", "The disk refuses what comes: nothing is deleted while it does.");
        if (_station.JudgingFailed is not null) return new("Plus rien n’est jugé : rien n’est supprimé avant un redémarrage.", "Nothing is judged any more: nothing is deleted before a restart.");
        return await _station.Still(flow => flow.IsWaiting).ConfigureAwait(false) ? new("Des enregistrements attendent encore d’être jugés : on regarde à nouveau plus tard.", "Records still wait to be judged: this is looked at again later.") : null;
    }
}
