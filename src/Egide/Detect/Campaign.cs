namespace Egide.Detect;

/// <summary>
/// What accounts share: addresses, networks, browsers, forms of search. Something rare that several suspect accounts
/// came from makes each of them more suspect; something thousands of ordinary sessions come from (a hospital's NAT)
/// makes none.
/// </summary>
internal sealed class Campaign
{
    private const double Suspect = 4;
    private const double SuspectRange = 4;
    private readonly IReadOnlyList<SessionRecord> _sessions;
    private readonly int _accounts;
    private readonly Dictionary<(char Kind, ulong Value), Item> _items = [];

    public Campaign(IReadOnlyList<SessionRecord> sessions, int accounts)
    {
        _sessions = sessions;
        _accounts = Math.Max(2, accounts);
        foreach (var session in sessions)
        {
            foreach (var key in Keys(session))
            {
                if (!_items.TryGetValue(key, out var item)) _items[key] = item = new Item();
                var best = item.Best.GetValueOrDefault(session.Account, double.NegativeInfinity);
                item.Best[session.Account] = Math.Max(best, session.Own);
            }
        }

        foreach (var item in _items.Values) item.Settle();
    }

    /// <summary>Adds to each session what its infrastructure says, from the other accounts seen there.</summary>
    public void Lift()
    {
        foreach (var session in _sessions)
        {
            double most = 0, sum = 0;
            foreach (var key in Keys(session))
            {
                var lift = Weight(key) * LiftOf(_items[key], session.Account);
                sum += lift;
                most = Math.Max(most, lift);
            }

            session.Scores[(int)Family.Campaign] = (float)Math.Min(9, most + (sum - most) * 0.5);
        }
    }

    /// <summary>How strongly two accounts are tied by what their suspect sessions share, nats.</summary>
    public IEnumerable<(int A, int B, double Weight)> Ties(IReadOnlyCollection<int> accounts, Func<SessionRecord, bool> suspect)
    {
        var shared = new Dictionary<(char, ulong), HashSet<int>>();
        foreach (var session in _sessions)
        {
            if (!accounts.Contains(session.Account) || !suspect(session)) continue;
            foreach (var key in Keys(session))
            {
                if (!shared.TryGetValue(key, out var who)) shared[key] = who = [];
                who.Add(session.Account);
            }
        }

        var ties = new Dictionary<(int, int), double>();
        foreach (var (key, who) in shared)
        {
            // A tie counts in proportion to how many of those seen there are suspect: a hospital's address ties no one.
            var rarity = Rarity(_items[key]) * Weight(key) * who.Count / _items[key].Best.Count;
            if (rarity <= 0.5) continue;
            var members = who.Order().ToArray();
            for (var i = 0; i + 1 < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++)
                    ties[(members[i], members[j])] = ties.GetValueOrDefault((members[i], members[j])) + rarity;
            }
        }

        return ties.Select(t => (t.Key.Item1, t.Key.Item2, t.Value));
    }

    private static double Weight((char Kind, ulong Value) key) => key.Kind switch { 'a' or 'p' => 1.0, 'n' => 0.7, _ => 0.6 };

    private static IEnumerable<(char, ulong)> Keys(SessionRecord session)
    {
        if (session.Address >= 0) yield return ('a', (ulong)session.Address);
        if (session.Subnet >= 0) yield return ('n', (ulong)session.Subnet);
        if (session.Agent >= 0) yield return ('u', (ulong)session.Agent);
        // One browser behind one address: what tells accounts apart where a relay or a site's egress serves thousands.
        if (session.Address >= 0 && session.Agent >= 0) yield return ('p', (ulong)session.Address << 32 | (uint)session.Agent);
        // One browser behind harvests from strange places: few accounts in a region ever show that, and one campaign shows it again.
        if (session is { Agent: >= 0, Barren: >= 0.9f, Shown: >= 100 } && session.Scores[(int)Family.SignIn] >= 2) yield return ('h', (ulong)session.Agent);
        if (session.Signature != 0 && session.Searches >= 5) yield return ('s', session.Signature);
    }

    private double Rarity(Item item) => Math.Clamp(Math.Log((double)_accounts / Math.Max(1, item.Best.Count)) - 1, 0, 7);

    private double LiftOf(Item item, int account)
    {
        // The suspicion of the others there, tempered by how many ordinary accounts come from the same place.
        double suspects = 0;
        foreach (var (other, suspicion) in item.Suspects)
            if (other != account) suspects += suspicion;
        var share = suspects / (item.Best.Count + 1);
        return Rarity(item) * share;
    }

    private sealed class Item
    {
        public Dictionary<int, double> Best { get; } = [];

        /// <summary>Accounts that are suspect at all, and how much: few, where those seen behind a hospital's address are thousands.</summary>
        public List<(int Account, double Suspicion)> Suspects { get; } = [];

        public void Settle()
        {
            foreach (var (account, best) in Best)
                if (best > Suspect) Suspects.Add((account, Math.Clamp((best - Suspect) / SuspectRange, 0, 1)));
        }
    }
}
