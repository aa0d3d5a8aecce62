namespace Egide.Detect;

/// <summary>
/// Weighs all sessions once the pass is over: links accounts that share rare infrastructure, ranks accounts, keeps
/// what the budget of cases allows, joins them into incidents and says of each session whose hands it was in.
/// </summary>
internal sealed class Judge
{
    /// <summary>Evidence that opens a case, nats: prior odds of a usurped account in a month are about one in ten thousand.</summary>
    public const double Line = 10;

    // An account tied to one above the line needs less evidence of its own.
    private const double TiedLine = 7;
    private const double WeakTieLine = 1;
    private const double TieLine = 3;
    private const double SuspectSession = 5;

    // Breadth and sweeping are one surprise seen twice: carers who go through a list do both.
    private const double MostGoneThrough = 6;
    private readonly Watched _watch;
    private readonly Campaign _campaign;
    private readonly List<SessionRecord>[] _byAccount;

    public Judge(Watched watch)
    {
        _watch = watch;
        _campaign = new Campaign(watch.Sessions, watch.Accounts.Count);
        _campaign.Lift();
        _byAccount = new List<SessionRecord>[watch.Accounts.Count];
        for (var i = 0; i < _byAccount.Length; i++) _byAccount[i] = [];
        foreach (var session in watch.Sessions) _byAccount[session.Account].Add(session);
        foreach (var sessions in _byAccount) sessions.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>Sessions of an account, in time order.</summary>
    public IReadOnlyList<SessionRecord> SessionsOf(int account) => _byAccount[account];

    /// <summary>Accounts with their fused score, the heaviest first; those that may stand in a case, by themselves or tied to another.</summary>
    public List<(int Account, double Score)> Rank()
    {
        var ranked = new List<(int, double)>();
        for (var account = 0; account < _byAccount.Length; account++)
        {
            var score = ScoreOf(account);
            if (score >= TiedLine) ranked.Add((account, score));
        }

        ranked.Sort((a, b) => b.Item2.CompareTo(a.Item2));
        return ranked;
    }

    /// <summary>Incidents: groups of accounts tied by what they share, the heaviest first, within the budget of cases.</summary>
    public List<List<(int Account, double Score)>> Incidents(double casesPerDay, double days)
    {
        var ranked = Rank();
        var scores = ranked.ToDictionary(r => r.Account, r => r.Score);
        var parent = scores.Keys.ToDictionary(a => a);
        int Root(int a)
        {
            while (parent[a] != a) a = parent[a] = parent[parent[a]];
            return a;
        }

        foreach (var (a, b, weight) in _campaign.Ties(scores.Keys, s => s.Total >= SuspectSession))
            if (weight >= (Math.Min(scores[a], scores[b]) >= Line ? WeakTieLine : TieLine)) parent[Root(a)] = Root(b);
        var budget = (int)Math.Max(1, Math.Ceiling(casesPerDay * Math.Max(1, days)));
        return [.. scores.GroupBy(s => Root(s.Key)).Select(g => g.Select(x => (x.Key, x.Value)).OrderByDescending(x => x.Value).ToList())
            .Where(g => g[0].Value >= Line)
            .OrderByDescending(g => g.Sum(x => x.Value)).Take(budget)];
    }

    /// <summary>P(intruder) of each session of an account of an incident, in the order of <see cref="SessionsOf"/>.</summary>
    public double[] Attribute(int account, bool onlyTied, IReadOnlyDictionary<string, bool>? words = null) => Attribution.Of([.. EvidenceOf(account, words)], onlyTied);

    /// <summary>What the attribution of an account rests on; <paramref name="words"/> are what professionals said, by session id.</summary>
    public IEnumerable<SessionEvidence> EvidenceOf(int account, IReadOnlyDictionary<string, bool>? words) => _byAccount[account].Select(s =>
    {
        var id = s.FileId;
        return new SessionEvidence
        {
            Key = s.Key, Id = id, Start = s.Start, End = s.End, Address = _watch.Around.Addresses.Text(s.Address),
            Context = s.Address < 0 ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ContextOf(s)}"),
            Total = s.Total - Math.Max(0, s.Scores[(int)Family.Breadth] + s.Scores[(int)Family.Enumeration] - MostGoneThrough), Behaviour = Run.Behaviour(s) + s.Scores[(int)Family.Campaign], Usual = Math.Min(0, s.Scores[(int)Family.SignIn]), Accesses = s.Accesses,
            Past = _watch.Pasts[account].Heard.GetValueOrDefault(ContextOf(s)),
            Word = Attribution.WordOf(words, id, _watch.Around.Addresses.Text(s.Address)),
        };
    });

    private (int, int) ContextOf(SessionRecord session) => _watch.Around.ContextOf(session.Address, session.Agent);

    private double ScoreOf(int account)
    {
        // One session that speaks for itself, or many from one context that each say a little.
        var past = _watch.Pasts[account];
        var runs = new Dictionary<(int, int), Run>(past.Runs);
        var best = past.Peak;
        foreach (var session in _byAccount[account])
        {
            if (session.Accesses == 0) continue;
            best = Math.Max(best, session.Total);
            if (past.Holds(session)) continue;
            best = Math.Max(best, Run.AddTo(runs, session, _watch.Around, session.Scores[(int)Family.Campaign]).Sum);
        }

        return best;
    }
}
