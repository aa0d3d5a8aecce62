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

    // What speaks clearly for the account's own professional is let go, and nothing else: with all that a campaign can add it would
    // not bring its account into a case.
    private const double LeastKept = -3;

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
        foreach (var sessions in _kept.Where(s => s.Closed && s.AddedAt == 0).GroupBy(s => s.Account))
        {
            var account = actors.All[sessions.Key];
            var all = sessions.OrderBy(s => s.Start).ToList();
            var old = all.FindAll(s => s.End < until);
            // It may come into a case, by whatever it did to this day, and then each of its sessions is looked at.
            if (old.Count == 0 || account.Past.And(all, around, _lettings).Peak >= Suspicious) continue;
            account.Past = account.Past.And(old, around, _lettings);
            foreach (var session in old) session.AddedAt = _lettings;
        }

        var gone = new List<SessionRecord>();
        _kept.RemoveAll(session =>
        {
            if (session.Own >= LeastKept || session.AddedAt == 0) return false;
            gone.Add(session);
            return true;
        });
        foreach (var its in gone.GroupBy(s => s.Account)) actors.All[its.Key].Past = actors.All[its.Key].Past.Without([.. its], around);
        _most = Math.Max(LeastMost, 2 * _kept.Count);
    }
}
