using Egide.Detect.Models.Freeman;

namespace Egide.Detect;

/// <summary>
/// Which sessions are open at which address, for web servers' lines that name no account. Behind a site's address or a VPN
/// there are always many: none of them is told apart there.
/// </summary>
internal sealed class OpenPlaces(Surroundings around)
{
    private readonly Dictionary<int, List<SessionState>> _open = [];
    private readonly Dictionary<(int Address, int Agent), int> _unplaced = [];

    /// <summary>Lines that belong to no session, by address and browser: numbers below -1.</summary>
    public IReadOnlyDictionary<(int Address, int Agent), int> AllUnplaced => _unplaced;

    public void Add(SessionState session)
    {
        if (session.Record.Address < 0 || around.KindOf(session.Record.Address) is NetworkKind.Site or NetworkKind.Vpn) return;
        if (!_open.TryGetValue(session.Record.Address, out var open)) _open[session.Record.Address] = open = [];
        open.Add(session);
    }

    public void Remove(SessionState session)
    {
        if (_open.TryGetValue(session.Record.Address, out var open)) open.Remove(session);
    }

    /// <summary>The one session open at an address whose browser may be this; null when there is none, or more.</summary>
    public SessionState? Only(int address, int family)
    {
        if (!_open.TryGetValue(address, out var open)) return null;
        SessionState? only = null;
        foreach (var session in open)
        {
            if (family >= 0 && session.Family >= 0 && session.Family != family) continue;
            if (only is not null) return null;
            only = session;
        }

        return only;
    }

    /// <summary>The number that lines from an address and browser stand under when they belong to no session: whoever of an incident came from there may have made them.</summary>
    public int Unplaced(int address, int agent)
    {
        if (_unplaced.TryGetValue((address, agent), out var key)) return key;
        key = -2 - _unplaced.Count;
        _unplaced[(address, agent)] = key;
        return key;
    }
}
