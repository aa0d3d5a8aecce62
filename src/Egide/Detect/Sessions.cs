namespace Egide.Detect;

/// <summary>
/// The sessions of a watch, by number rising. Where not all are remembered for ever, those that said nothing are let go some time after
/// they ended; what they add up to stays (<see cref="Past"/>), and so does every session of an account that may come into a case:
/// memory is then bounded by the region and not by its years.
/// </summary>
/// <param name="actors">The accounts.</param>
/// <param name="around">Where they come from.</param>
internal sealed class Sessions(Actors actors, Surroundings around)
{
    // Half of what an account tied to another needs to stand in its case.
    private const double Suspicious = 3.5;

    // What speaks for the account's own professional all in all is let go, and nothing else.
    private const double LeastKept = 0;

    private readonly List<SessionRecord> _kept = [];

    /// <summary>Those in memory.</summary>
    public IReadOnlyList<SessionRecord> Kept => _kept;

    /// <summary>How many ever began.</summary>
    public int Begun { get; private set; }

    /// <summary>The number of the next one.</summary>
    public int Next() => Begun++;

    /// <summary>Takes one whose number is the last given.</summary>
    public void Add(SessionRecord session) => _kept.Add(session);

    /// <summary>Those in memory as they stand now: open ones are copies.</summary>
    public SessionRecord[] Copy()
    {
        var copies = _kept.ToArray();
        foreach (var account in actors.All)
            foreach (var session in account.Open) copies[Watched.PlaceOf(copies, session.Record.Key)] = session.Record.Copy();
        return copies;
    }

    /// <summary>Lets go of what said nothing and ended before an instant, microseconds; all of that is closed.</summary>
    public void LetGo(long until)
    {
        foreach (var sessions in _kept.Where(s => s.End < until && !PastOf(s).Holds(s)).GroupBy(s => s.Account))
        {
            var account = actors.All[sessions.Key];
            var past = account.Past.And(sessions.OrderBy(s => s.Start), around, Begun, until);
            // From here on it may come into a case, and then each of its sessions is looked at.
            if (past.Peak < Suspicious) account.Past = past;
        }

        var gone = new Dictionary<int, int>();
        _kept.RemoveAll(session =>
        {
            if (session.Own >= LeastKept || !PastOf(session).Holds(session)) return false;
            gone[session.Account] = gone.GetValueOrDefault(session.Account) + 1;
            return true;
        });
        foreach (var (account, count) in gone) actors.All[account].Past = actors.All[account].Past with { LetGo = actors.All[account].Past.LetGo + count };
    }

    private Past PastOf(SessionRecord session) => actors.All[session.Account].Past;
}
