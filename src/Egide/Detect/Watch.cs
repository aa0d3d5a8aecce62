using System.IO.Hashing;
using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Detect;

/// <summary>
/// One pass over the accesses in time order: whose account and session each belongs to, and how likely that session
/// is an intruder's rather than the account's own professional's. Scores first, learns after. Memory grows with
/// accounts, sessions (those of the time that is remembered) and the patients each account knows, not with events.
/// </summary>
public sealed class Watch
{
    private const long IdleDerived = 45 * Instant.Minute;
    private const long IdleProvider = 12 * Instant.Hour;
    private const double FindingLine = 8;

    /// <summary>No finding is told of a family that weighs less, nats.</summary>
    internal const double LeastTold = 1;

    private const long Asleep = 14 * Instant.Day;

    private readonly Actors _actors;
    private readonly Surroundings _around;
    private readonly Explainer _explainer;
    private readonly Weighing _weighing;
    private readonly Sessions _sessions;
    private readonly OpenPlaces _places;
    private long _nextSweep, _nextLettingGo;
    private long _first = long.MinValue, _newest = long.MinValue;

    /// <summary>Makes a watch over a region.</summary>
    public Watch(RegionContext context)
    {
        _actors = new Actors(context);
        _around = new Surroundings(context);
        _sessions = new Sessions(_actors, _around);
        _explainer = new Explainer(context);
        _places = new OpenPlaces(_around);
        _weighing = new Weighing(_around, _explainer);
    }

    internal Surroundings Around => _around;

    internal IReadOnlyList<AccountState> Accounts => _actors.All;

    /// <summary>Sessions, by number rising: all, or those that were not let go.</summary>
    public IReadOnlyList<SessionRecord> Sessions => _sessions.Kept;

    /// <summary>Whether care relationships were given, so that foreign access can be judged.</summary>
    public bool HasRelationships => _explainer.HasRelationships;

    /// <summary>How long after its end a session that says nothing is kept, microseconds; 0: for ever (<see cref="Detect.Sessions"/>).</summary>
    internal long Memory { get; init; }

    /// <summary>Told of a session when its running evidence passes the line of a finding.</summary>
    public Action<SessionRecord>? Found { get; set; }

    /// <summary>Takes the next access in time order.</summary>
    /// <param name="access">The access.</param>
    /// <param name="patients">Keys of the patients it names.</param>
    /// <param name="numbers">The number in each one's identifier; -1 when it is none.</param>
    /// <param name="shown">Persons it may show beyond those; -1 unknown.</param>
    /// <returns>Account and session numbers; -1 when it can be put to neither.</returns>
    public (int Account, int Session) Step(Access access, ReadOnlySpan<long> patients, ReadOnlySpan<long> numbers, int shown)
    {
        var at = access.Header.Time;
        if (_first == long.MinValue) _first = at;
        _newest = Math.Max(_newest, at);
        if (at >= _nextSweep) Sweep(at);
        if (Memory > 0 && _sessions.AreMany) _sessions.LetGo(_newest - Memory);
        var account = _actors.Of(access);
        if (account is null) return Orphan(access, patients, numbers, shown);
        var kind = access.Header.Kind;
        if (kind is EventKind.SignInFailed or EventKind.Lockout)
        {
            _weighing.LearnFailure(account, at, _around.Address(access[AccessText.Address]), _around.UserAgent(access[AccessText.UserAgent]));
            return (account.Id, -1);
        }

        var session = SessionOf(account, access);
        account.LastSeen = account.Professional.At = at;
        session.Record.End = at;
        if (kind == EventKind.SignOut && session.ProviderSession != 0) CloseAll(account, session.ProviderSession);
        else if (kind is EventKind.Read or EventKind.Search or EventKind.Create or EventKind.Update or EventKind.Export or EventKind.Unknown or EventKind.Delete)
            Take(session, access, patients, numbers, shown);
        return (account.Id, session.Record.Key);
    }

    // A web server's line names no account. When the application's own record of it is lost, it belongs to the one session
    // open where it came from, or to none.
    private (int Account, int Session) Orphan(Access access, ReadOnlySpan<long> patients, ReadOnlySpan<long> numbers, int shown)
    {
        if (access.Header.Format != RecordFormat.WebLog || !access.Has(AccessText.Address)) return (-1, -1);
        var address = _around.Address(access[AccessText.Address]);
        var agent = _around.UserAgent(access[AccessText.UserAgent]);
        var family = _around.FamilyOf(agent);
        if (_places.Only(address, family) is not { } session) return (-1, _places.Unplaced(address, agent));
        Complete(session, address, agent, family, access.Header.Time);
        session.Record.End = access.Header.Time;
        Take(session, access, patients, numbers, shown);
        return (session.Account.Id, session.Record.Key);
    }

    /// <summary>Closes what is open: the trail has ended.</summary>
    public void Complete()
    {
        foreach (var account in _actors.All)
            while (account.Open.Count > 0) Close(account.Open[^1]);
    }

    /// <summary>Brings the scores and the evidence of open sessions up to now; they stay open.</summary>
    internal void Settle()
    {
        foreach (var account in _actors.All)
        {
            foreach (var session in account.Open)
            {
                _weighing.Score(session);
                Tell(session);
            }
        }
    }

    /// <summary>What was seen up to now, to be judged while more is stepped. Settled before.</summary>
    internal Watched Seen() =>
        new(_sessions.Copy(), [.. _actors.All], [.. _actors.All.Select(account => account.Past)], _sessions.Begun, _around, new Dictionary<(int, int), int>(_places.AllUnplaced));

    private void Take(SessionState session, Access access, ReadOnlySpan<long> patients, ReadOnlySpan<long> numbers, int shown)
    {
        var record = session.Record;
        var position = access.Header.Position;
        record.Accesses++;
        if (access.Header.Kind == EventKind.Search)
        {
            record.Searches++;
            if (shown != 0) record.Shown += shown < 0 ? 5 : shown;
            session.Keep(Family.Breadth, position);
            if (access.Is(AccessFlags.LaterPage)) session.Enumeration.AddPage(access.At);
            else TakeQuery(session, access);
        }

        for (var i = 0; i < patients.Length; i++)
        {
            var patient = patients[i];
            if (!session.Patients.Add(patient)) continue;
            session.Enumeration.AddOpening(numbers[i], access.At);
            if (_explainer.Explains(session.Account, patient, access)) continue;
            session.Foreign++;
            session.Keep(Family.Foreign, position);
        }

        if (record.FirstFindingAt == 0 && record.Accesses >= 3 && (record.Accesses & 1) == 1)
        {
            _weighing.Score(session);
            if (record.Own >= FindingLine)
            {
                record.FirstFindingAt = access.Header.Time;
                record.SeenBeforeFinding = session.Foreign + record.Shown;
                Found?.Invoke(record);
            }
        }
    }

    private static void TakeQuery(SessionState session, Access access)
    {
        var query = access[AccessText.Query];
        var (term, signature) = QueryForm.Of(query);
        session.Enumeration.AddSearch(term, access.At);
        session.Keep(Family.Enumeration, access.Header.Position);
        session.Signatures[signature] = session.Signatures.GetValueOrDefault(signature) + 1;
    }

    private SessionState SessionOf(AccountState account, Access access)
    {
        var at = access.Header.Time;
        var provider = access.Has(AccessText.Session) ? XxHash3.HashToUInt64(access[AccessText.Session]) : 0;
        var address = _around.Address(access[AccessText.Address]);
        var agent = _around.UserAgent(access[AccessText.UserAgent]);
        var family = _around.FamilyOf(agent);
        SessionState? sibling = null;
        for (var i = account.Open.Count - 1; i >= 0; i--)
        {
            var open = account.Open[i];
            if (at - open.Record.End > (open.ProviderSession != 0 ? IdleProvider : IdleDerived))
            {
                Close(open);
                continue;
            }

            if (open.ProviderSession != provider) continue;
            var sameAddress = address < 0 || open.Record.Address < 0 || open.Record.Address == address;
            var sameAgent = family < 0 || open.Family < 0 || open.Family == family;
            if (sameAddress && sameAgent)
            {
                Complete(open, address, agent, family, at);
                return open;
            }

            if (provider != 0) sibling ??= open;
        }

        return Begin(account, access, provider, address, agent, family, sibling);
    }

    private void Complete(SessionState session, int address, int agent, int family, long at)
    {
        var record = session.Record;
        var learnt = (record.Address < 0 && address >= 0) || (record.Agent < 0 && agent >= 0);
        if (record.Address < 0 && address >= 0)
        {
            (record.Address, record.Subnet) = (address, _around.Subnet(address));
            _places.Add(session);
        }

        if (record.Agent < 0) (record.Agent, session.Family) = (agent, family);
        if (learnt) _weighing.Arrive(session, at);
    }

    private SessionState Begin(AccountState account, Access access, ulong provider, int address, int agent, int family, SessionState? sibling)
    {
        var at = access.Header.Time;
        var record = new SessionRecord
        {
            Key = _sessions.Next(), Account = account.Id, Id = access.String(AccessText.Session), Start = at, End = at,
            Address = address, Subnet = _around.Subnet(address), Agent = agent,
        };
        _sessions.Add(record);
        var session = new SessionState { Account = account, Record = record, ProviderSession = provider, Family = family, Silence = SilenceOf(account, at) };
        session.Keep(Family.SignIn, access.Header.Position);
        _weighing.Arrive(session, at);
        if (sibling is not null)
        {
            // A browser does not change its name within a session; an address may, between the networks a person uses.
            var browser = family >= 0 && sibling.Family >= 0 && family != sibling.Family ? 5.0 : 0;
            var network = record.Subnet >= 0 && sibling.Record.Subnet >= 0 && record.Subnet != sibling.Record.Subnet ? Math.Max(0, record.Scores[0]) * 0.15 : 0;
            record.Scores[(int)Family.Context] = (float)Math.Min(8, browser + network);
            session.Keep(Family.Context, access.Header.Position);
        }

        account.Open.Add(session);
        _places.Add(session);
        return session;
    }

    private Silence SilenceOf(AccountState account, long at)
    {
        if (account.WokenAt != 0 && at - account.WokenAt < Asleep) return Silence.JustWoken;
        if (at - Math.Max(_first, Math.Max(account.LastSeen, account.Since)) < Asleep) return Silence.None;
        account.WokenAt = at;
        return at - Math.Max(_first, account.Professional.At) >= Asleep ? Silence.Professional : Silence.Account;
    }

    private void Close(SessionState session)
    {
        var record = session.Record;
        record.Closed = true;
        session.Account.Open.Remove(session);
        _places.Remove(session);
        session.Enumeration.End();
        _weighing.Score(session);
        Tell(session);
        // What says nothing needs no proof: memory is for the sessions that do.
        var (scores, evidence) = (record.Scores, record.Evidence);
        for (var family = (int)Family.SignIn + 1; family < evidence.Length; family++)
            if (scores[family] < LeastTold) evidence[family] = [];
        _weighing.Learn(session);
    }

    private static void Tell(SessionState session)
    {
        session.Record.Evidence = [.. session.Evidence.Select(e => e.ToArray())];
        if (session.Signatures.Count > 0) session.Record.Signature = session.Signatures.MaxBy(s => s.Value).Key;
    }

    private void CloseAll(AccountState account, ulong provider)
    {
        for (var i = account.Open.Count - 1; i >= 0; i--)
            if (account.Open[i].ProviderSession == provider) Close(account.Open[i]);
    }

    private void Sweep(long at)
    {
        _nextSweep = at + 2 * Instant.Hour;
        foreach (var account in _actors.All)
        {
            for (var i = account.Open.Count - 1; i >= 0; i--)
            {
                var open = account.Open[i];
                if (at - open.Record.End > (open.ProviderSession != 0 ? IdleProvider : IdleDerived)) Close(open);
            }
        }

        if (Memory == 0 || at < _nextLettingGo) return;
        _nextLettingGo = at + Instant.Day;
        _sessions.LetGo(at - Memory);
    }
}
