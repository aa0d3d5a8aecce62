namespace Egide.Observe.Context;

/// <summary>
/// Patients as clusters of identifiers: union-find over identifiers that stand in one record or share an INS, never over
/// records that may hold several persons or another's identity. Held as 64-bit hashes and integer arrays.
/// </summary>
internal sealed class PatientRegister
{
    private const PatientFlags NeverJoined = PatientFlags.Collision | PatientFlags.Fictive | PatientFlags.Usurped;

    private readonly Dictionary<ulong, int> _nodes = [];
    private readonly List<int> _parent = [];
    private readonly List<PatientFlags> _flags = [];
    private readonly List<(int Record, int Other, long From)> _joins = [];
    private readonly Dictionary<int, long> _latest = [];
    private readonly Dictionary<(int Node, ulong System), int> _controllers = [];
    private bool _sealed;

    public int Identifiers => _parent.Count;

    public int Clusters { get; private set; }

    public void Add(PatientVersion version, int controller)
    {
        _sealed = false;
        var flags = FlagsOf(version.Status);
        var first = -1;
        foreach (var identifier in version.Identifiers)
        {
            var node = Node(identifier);
            _flags[node] |= flags;
            if (first >= 0) _joins.Add((node, first, long.MinValue));
            else first = node;
            if (controller >= 0) _controllers[(node, SystemHash(identifier.System))] = controller;
        }

        var from = version.ValidFrom?.UtcTicks ?? long.MinValue;
        if (first >= 0 && from >= _latest.GetValueOrDefault(first, long.MinValue)) _latest[first] = from;
        if (version.Ins is { } ins)
        {
            var node = Node(ins);
            if (first >= 0) _joins.Add((first, ~node, from));
            else _flags[node] |= flags;
        }

        foreach (var link in version.Links)
        {
            if (first >= 0) _joins.Add((first, ~Node(link), from));
        }
    }

    /// <summary>A record's identifiers are one record's even when it holds several persons; what joins records is held back.</summary>
    public void Seal()
    {
        if (_sealed) return;
        for (var i = 0; i < _parent.Count; i++) _parent[i] = i;
        foreach (var (record, other, _) in _joins)
        {
            if (other >= 0) Union(record, other);
        }

        // A flag on one identifier of a record is on the whole record.
        for (var i = 0; i < _parent.Count; i++) _flags[Find(i)] |= _flags[i];
        var held = new PatientFlags[_parent.Count];
        for (var i = 0; i < held.Length; i++) held[i] = _flags[Find(i)] & NeverJoined;
        // What joined two persons by mistake and was undone joins nobody: a record's latest version has the word.
        foreach (var (record, other, from) in _joins)
        {
            if (other < 0 && from == _latest[record] && held[record] == PatientFlags.None && held[~other] == PatientFlags.None) Union(record, ~other);
        }

        Clusters = 0;
        for (var i = 0; i < _parent.Count; i++)
        {
            var root = Find(i);
            if (root == i) Clusters++;
            _flags[root] |= _flags[i];
        }

        MoveControllers();
        _sealed = true;
    }

    public int NodeOf(PatientIdentifier identifier) => _nodes.TryGetValue(identifier.Hash, out var node) ? node : -1;

    public int ReserveNode(PatientIdentifier identifier) => Node(identifier);

    public int Root(int node) => Find(node);

    public PatientFlags Flags(int root) => _flags[root];

    public int Controller(int root, string system) => _controllers.GetValueOrDefault((root, SystemHash(system)), -1);

    private static ulong SystemHash(string system) => new PatientIdentifier(system, "").Hash;

    private static PatientFlags FlagsOf(string? status) => status?.Trim().ToUpperInvariant() switch
    {
        "FICT" => PatientFlags.Fictive,
        "COLP" or "COLV" => PatientFlags.Collision,
        "USUR" => PatientFlags.Usurped,
        "ANOM" => PatientFlags.Anomalous,
        "DOUB" or "DPOT" or "DOUA" => PatientFlags.Duplicate,
        "CACH" => PatientFlags.Hidden,
        _ => PatientFlags.None,
    };

    private int Node(PatientIdentifier identifier)
    {
        var hash = identifier.Hash;
        if (_nodes.TryGetValue(hash, out var node)) return node;
        node = _parent.Count;
        _nodes.Add(hash, node);
        _parent.Add(node);
        _flags.Add(PatientFlags.None);
        return node;
    }

    private int Find(int node)
    {
        while (_parent[node] != node)
        {
            _parent[node] = _parent[_parent[node]];
            node = _parent[node];
        }

        return node;
    }

    /// <summary>The smaller root stays, so that a cluster's number does not depend on the order of joins.</summary>
    private void Union(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a == b) return;
        if (a > b) (a, b) = (b, a);
        _parent[b] = a;
    }

    private void MoveControllers()
    {
        foreach (var (key, controller) in _controllers.ToArray())
        {
            var root = Find(key.Node);
            if (root != key.Node) _controllers.TryAdd((root, key.System), controller);
        }
    }
}
