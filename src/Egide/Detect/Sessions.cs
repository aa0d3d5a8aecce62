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

    // Fewer are kept whatever they say.
    private const int LeastMost = 50_000;

    // What speaks for the account's own professional all in all is let go, and nothing else.
    private const double LeastKept = 0;

    private readonly List<SessionRecord> _kept = [];
    private int _lettings;
    private int _most = LeastMost;

    /// <summary>Those in memory.</summary>
    public IReadOnlyList<SessionRecord> Kept => _kept;

    /// <summary>How many ever began.</summary>
    public int Begun { get; private set; }

    /// <summary>The number of the next one.</summary>
    public int Next() => Begun++;

    /// <summary>Whether there are twice as many as after the last letting go: a source that catches up brings years in an hour.</summary>
    public bool AreMany => _kept.Count >= _most;

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

    /// <summary>Lets go of what is closed, said nothing and ended before an instant, microseconds.</summary>
    public void LetGo(long until)
    {
        _lettings++;
        foreach (var sessions in _kept.Where(s => s.Closed && s.End < until && s.AddedAt == 0).GroupBy(s => s.Account))
        {
            var account = actors.All[sessions.Key];
            var past = account.Past.And(sessions.OrderBy(s => s.Start), around, _lettings);
            // From here on it may come into a case, and then each of its sessions is looked at.
            if (past.Peak >= Suspicious) continue;
            foreach (var session in sessions) session.AddedAt = _lettings;
            account.Past = past;
        }

        var gone = new Dictionary<int, int>();
        _kept.RemoveAll(session =>
        {
            if (session.Own >= LeastKept || session.AddedAt == 0) return false;
            gone[session.Account] = gone.GetValueOrDefault(session.Account) + 1;
            return true;
        });
        foreach (var (account, count) in gone) actors.All[account].Past = actors.All[account].Past with { LetGo = actors.All[account].Past.LetGo + count };
        _most = Math.Max(LeastMost, 2 * _kept.Count);
    }
}
