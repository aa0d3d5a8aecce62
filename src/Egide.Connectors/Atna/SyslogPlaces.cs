using System.Net;

namespace Egide.Connectors.Atna;

/// <summary>Counts who is connected, in all and from each address. Thread-safe.</summary>
internal sealed class SyslogPlaces(int all, int each)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _from = [];
    private int _taken;

    public bool AreTaken
    {
        get
        {
            lock (_lock) return _taken >= all;
        }
    }

    public bool TryTake(IPAddress address)
    {
        lock (_lock)
        {
            var held = _from.GetValueOrDefault(address);
            if (_taken >= all || held >= each) return false;
            _from[address] = held + 1;
            _taken++;
            return true;
        }
    }

    public void Leave(IPAddress address)
    {
        lock (_lock)
        {
            if (--_from[address] == 0) _from.Remove(address);
            _taken--;
        }
    }
}
