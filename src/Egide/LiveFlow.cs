using Egide.Detect;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Report;
using Egide.Scope;

namespace Egide;

/// <summary>
/// The same flow fed by sources: accesses come as the journal has them, wait for their stated lateness, are joined and stepped in time
/// order. What comes out depends on the journal alone (records, when each was received, and the pauses stated in it), so that a restart
/// that reads the journal again finds the same. An access waits no longer than its lateness after it came, and as long again for its
/// twin, an eighth more at most: a source that catches up on old records keeps nobody waiting for newer ones. One thread takes; another may conclude on what
/// was settled, ask whom the trail showed, and keep the person's log, meanwhile. Nothing is forgotten but while both stand still.
/// </summary>
public sealed class LiveFlow : IDisposable
{
    // 1990: no audit trail of these formats is older.
    private const long Floor = 7305 * Instant.Day;
    private readonly Flow _flow;
    private readonly Joiner _joiner;
    private readonly Lateness _held = new();
    private readonly long _lateness;
    private readonly Waiting _late, _twins;
    private readonly Func<Access> _rent;
    private Access _read = new();
    private readonly Action<Access> _step;
    private long _latest = long.MinValue;
    private Standpoint? _known;

    /// <summary>Begins with nothing seen.</summary>
    /// <param name="options">Folder and limits; what the folder holds of an earlier run is replaced.</param>
    /// <param name="context">The region.</param>
    /// <param name="lateness">How late a record may come, and how far apart the two records of an exchange: each adds as much to the delay of a finding.</param>
    public LiveFlow(FlowOptions options, RegionContext context, TimeSpan lateness)
    {
        if (Directory.Exists(options.Folder)) Directory.Delete(options.Folder, recursive: true);
        _flow = new Flow(options, context);
        _lateness = lateness.Ticks / TimeSpan.TicksPerMicrosecond;
        _joiner = new Joiner(_lateness);
        (_late, _twins) = (new Waiting(_lateness), new Waiting(2 * _lateness));
        _rent = () => _read = _joiner.Rent();
        _step = _flow.Step;
        Log = new PersonLog(_flow.Trail, context);
    }

    /// <summary>What is kept of accesses whose records were deleted.</summary>
    internal PersonLog Log { get; }

    /// <summary>The accesses in columns.</summary>
    internal Trail Trail => _flow.Trail;

    /// <summary>The detectors' state.</summary>
    public Watch Watch => _flow.Watch;

    /// <summary>Accesses taken.</summary>
    public long Count { get; private set; }

    /// <summary>Whether some wait for late ones.</summary>
    public bool IsWaiting => _held.Count > 0 || _joiner.IsHolding;

    /// <summary>Instant up to which all was stepped, microseconds.</summary>
    public long Reached { get; private set; } = long.MinValue;

    /// <summary>The latest instant looked at, microseconds; null before the first.</summary>
    public long? Latest => _flow.Span.Last == long.MinValue ? null : _flow.Span.Last;

    /// <summary>Takes the next access of the journal.</summary>
    /// <param name="access">The access.</param>
    /// <param name="received">When its record came in, microseconds.</param>
    public void Take(Access access, long received)
    {
        var at = access.Header.Time;
        if (at < Floor || at > received + Instant.Day) access.Header.Flags |= AccessFlags.OutOfTime;
        _flow.Count(access);
        // Nothing happened after it was told. A clock that is ahead must neither hurry the others on nor keep them waiting for it.
        at = Math.Min(at, received);
        if (!access.Is(AccessFlags.OutOfTime)) access.Header.Time = at;
        _held.Add(access, at);
        Count++;
        if (_late.Add(at, received) is { } late) Release(late + 1);
        if (_twins.Add(at, received) is { } twins) _joiner.Advance(twins + _lateness + 1, _step);
        if (at <= _latest) return;
        _latest = at;
        Release(at - _lateness);
    }

    /// <summary>The instant up to which all that waits goes on, for <see cref="Pause"/>: now, or later when the clock was set back.</summary>
    /// <param name="now">Now, microseconds.</param>
    public long Until(long now) => Math.Max(now, _latest + 1);

    /// <summary>Nothing came for a while: what waits goes on, up to an instant. State it in the journal, so that a restart does the same.</summary>
    public void Pause(long to)
    {
        Release(to);
        _joiner.Advance(to + _lateness, _step);
    }

    /// <summary>The strongest family of a session's evidence, in words.</summary>
    public Text Why(SessionRecord session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var strongest = Enum.GetValues<Family>().MaxBy(family => session.Scores[(int)family]);
        return Sentences.Of(strongest, session, IncidentMaker.Place(Watch.Around, _flow.Context, session.Address));
    }

    /// <summary>Who saw a person's data, as of the last conclusion; null when neither the register nor the trail knows the identifier.</summary>
    internal List<PersonAccess>? WhoSaw(string identifier) => Persons.Of(identifier, Log);

    /// <summary>What an incident's count of persons rests on, of a category or (none) of all, as of the last conclusion.</summary>
    internal (List<ShownPerson> Persons, List<OpenQuestion> Questions) Evidence(string incident, Observe.Data.DataCategory category) => _flow.Extent.Evidence(incident, category);

    /// <summary>What the records of a run of the journal showed of whom, as of the last conclusion.</summary>
    internal List<PersonLogRow> Showed(long first, long last) => Persons.Between(first, last);

    /// <summary>Whether a run of the journal holds a record that an incident rests on, as of the last conclusion.</summary>
    internal bool Rests((long First, long Last) run, string incident, IReadOnlySet<string> accounts, DateTimeOffset from, DateTimeOffset to) =>
        _flow.Extent.Rests(run, incident, [.. _known!.Watch.Accounts.Where(a => accounts.Contains(a.Key)).Select(a => a.Id)], (Instant.From(from), Instant.From(to)));

    /// <summary>Takes the rows of deleted records out of the trail; what the detectors learnt of them stays until a restart.</summary>
    internal void Forget(IReadOnlyList<(long First, long Last)> runs) => _flow.Extent.Forget(runs);

    /// <summary>An incident as it was told last, or null.</summary>
    internal KeptIncident? Told(string incident) => _flow.Told.GetValueOrDefault(incident);

    /// <summary>Makes an incident stand as it was told before records that it rested on were deleted.</summary>
    internal void Keep(KeptIncident incident) => _flow.Kept[incident.Id] = incident;

    private PersonReport Persons => new(_flow.Context, _flow.Extent, number => new CaseName(_flow.Watch.Accounts[number].Key, _flow.Watch.Accounts[number].PersonName));

    /// <summary>What is known now: it can be concluded on by another thread, while this one takes more. The one before was concluded on.</summary>
    /// <param name="about">What the caller knows.</param>
    internal Standpoint Settle(Dossier about)
    {
        _flow.Settle(_joiner);
        var known = new Standpoint(_flow, about.Sources);
        _flow.Trail.Begin();
        return _known = known;
    }

    /// <summary>Judges, attributes, scopes and tells what was known, once.</summary>
    internal Dossier Conclude(Standpoint known, Dossier about)
    {
        try
        {
            var dossier = _flow.Conclude(known, about);
            _flow.Trail.End(kept: true);
            return dossier;
        }
        catch
        {
            _flow.Extent.Reset();
            throw;
        }
    }

    /// <summary>Makes an incident keep a name that was stated before.</summary>
    public void Restore(string incident, IEnumerable<string> accounts)
    {
        foreach (var account in accounts) _flow.IncidentNames[account] = incident;
    }

    /// <inheritdoc/>
    public void Dispose() => _flow.Dispose();

    private void Release(long before)
    {
        while (_held.TryRead(before, _rent))
        {
            // A date that cannot be would keep all that follow waiting for its time to come.
            if (_read.Is(AccessFlags.OutOfTime)) _step(_read);
            else _joiner.Add(_step);
        }

        Reached = Math.Max(Reached, before);
    }
}
