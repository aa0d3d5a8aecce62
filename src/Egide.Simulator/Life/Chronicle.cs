namespace Egide.Simulator;

/// <summary>Collects the acts of a day and gives them back in time order; what belongs to the next day stays.</summary>
internal sealed class Chronicle
{
    private List<Act> _acts = [];

    public void Add(in Act act) => _acts.Add(act);

    public void Drain(long from, long until, Action<Act> write)
    {
        var keys = new long[_acts.Count];
        var order = new int[_acts.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((_acts[i].Ms - from) << 23) | (uint)i;
            order[i] = i;
        }
        Array.Sort(keys, order);
        List<Act> rest = [];
        foreach (var i in order)
        {
            if (_acts[i].Ms >= until)
                rest.Add(_acts[i]);
            else
                write(_acts[i]);
        }
        _acts = rest;
    }
}
