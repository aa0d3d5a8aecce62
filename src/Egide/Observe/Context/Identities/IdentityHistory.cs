using System.Runtime.InteropServices;
using System.Text;
using Egide.Observe.Data;

namespace Egide.Observe.Context.Identities;

/// <summary>
/// The patient register as it was: every version of every record with its validity, found by name beginning, birth
/// date, identifier. Columns and sorted numbers, no object a person: six million persons take about a gigabyte.
/// Add, <see cref="Seal"/>, then look up (lookups may run on several threads).
/// </summary>
internal sealed class IdentityHistory
{
    private readonly Blocks<IdentityRow> _rows = new();
    private readonly List<(int Family, int Given, int Row)> _names = [];
    private readonly Blocks<(int Node, int Row)> _identifiers = new();
    private readonly List<(int Node, long SureTo, long At, bool Erased)> _ends = [];
    private readonly Dictionary<int, (long From, long To)> _sure = [];
    private readonly RecordTexts _texts = new();
    private readonly Interner _systems = new();
    private int[] _nodeStart = [], _ofNode = [];
    private NameIndex? _index;
    private long _earliest = long.MaxValue;
    private bool _sealed;

    /// <summary>Distinct family names.</summary>
    public NameTable Families { get; } = new();

    /// <summary>Distinct given names.</summary>
    public NameTable Givens { get; } = new();

    /// <summary>Whether any record holds data of a category: else the register may simply not keep it.</summary>
    public bool Keeps(DataCategory category) => (_kept & category) != 0;

    /// <summary>Versions held.</summary>
    public int Count => _rows.Count;

    /// <summary>Assigning authorities met, in the order met.</summary>
    public IEnumerable<string> Systems => Enumerable.Range(0, _systemCount).Select(i => _systems.Text(i)!);

    /// <summary>When the earliest dated version begins, microseconds; what was asked before cannot be answered from it. <see cref="long.MinValue"/> when versions have no start.</summary>
    public long Begins => _undated || _rows.Count == 0 ? long.MinValue : _earliest;

    private int _systemCount;
    private bool _undated;
    private DataCategory _kept;

    /// <summary>Adds a version; <paramref name="nodes"/> are its identifiers' nodes, the record's own first.</summary>
    public void Add(PatientTraits traits, PatientIdentifier own, ReadOnlySpan<int> nodes, bool hasIns, int controller, DateTimeOffset? from, DateTimeOffset? sureFrom, DateTimeOffset? to, bool mayBeOlder = false)
    {
        _sealed = false;
        var row = _rows.Count;
        var first = _names.Count;
        foreach (var name in traits.Names)
        {
            var family = Families.Add(name.Family);
            if (name.Given.Count == 0) _names.Add((family, -1, row));
            foreach (var given in name.Given) _names.Add((family, Givens.Add(given), row));
        }

        foreach (var node in nodes) _identifiers.Add((node, row));
        if (traits.Phones.Count > 0) _kept |= DataCategory.ContactPhone;
        if (traits.Emails.Count > 0) _kept |= DataCategory.ContactEmail;
        if (traits.Addresses.Count > 0) _kept |= DataCategory.ContactAddress;
        if (hasIns) _kept |= DataCategory.IdentityIns;
        var start = from is { } valid ? Instant.From(valid) : long.MinValue;
        if (from is null) _undated = true;
        else _earliest = Math.Min(_earliest, start);
        var system = _systems.Number(own.System);
        _systemCount = Math.Max(_systemCount, system + 1);
        _rows.Add(new IdentityRow
        {
            Node = nodes.Length == 0 ? -1 : nodes[0], FirstName = first, Names = _names.Count - first, Birth = DateSpan.Parse(traits.BirthDate),
            From = start, To = to is { } end ? Instant.From(end) : long.MaxValue, Controller = controller, Sex = SexOf(traits.Sex), HasIns = hasIns,
            Use = traits.Active switch { false => (byte)0, true => (byte)2, _ => (byte)1 },
            Doubted = sureFrom is not null, MayBeOlder = mayBeOlder, System = system, Texts = _texts.Add(own.Value, traits),
        });
        if (sureFrom is { } sure) _sure[row] = (Instant.From(sure), long.MaxValue);
    }

    /// <summary>Ends a record, by the node of its own identifier; see <see cref="RegionContext.End"/>.</summary>
    public void End(int node, DateTimeOffset? sureTo, DateTimeOffset? at, bool erased)
    {
        _sealed = false;
        _ends.Add((node, sureTo is { } sure ? Instant.From(sure) : long.MinValue, at is { } end ? Instant.From(end) : long.MaxValue, erased));
    }

    /// <summary>Sorts what was added.</summary>
    public void Seal()
    {
        if (_sealed) return;
        Families.Seal();
        Givens.Seal();
        Close();
        _index = new NameIndex(_rows, CollectionsMarshal.AsSpan(_names), Families, Givens);
        _sealed = true;
    }

    // A version without an end lasts until the record's next one begins: histories and dated snapshots give starts only.
    private void Close()
    {
        var nodes = 0;
        for (var i = 0; i < _identifiers.Count; i++) nodes = Math.Max(nodes, _identifiers[i].Node + 1);
        _nodeStart = new int[nodes + 2];
        for (var i = 0; i < _identifiers.Count; i++) _nodeStart[_identifiers[i].Node + 2]++;
        for (var i = 1; i < _nodeStart.Length; i++) _nodeStart[i] += _nodeStart[i - 1];
        _ofNode = new int[_identifiers.Count];
        // Filling moves each start to its end, which is where the next one starts.
        for (var i = 0; i < _identifiers.Count; i++) _ofNode[_nodeStart[_identifiers[i].Node + 1]++] = _identifiers[i].Row;
        var versions = new List<int>();
        for (var node = 0; node < nodes; node++)
        {
            var all = OfNode(node);
            if (all.Length < 2) continue;
            versions.Clear();
            foreach (var row in all)
                if (_rows[row].Node == node) versions.Add(row);
            versions.Sort((a, b) => (_rows[a].From, SureFrom(a)).CompareTo((_rows[b].From, SureFrom(b))));
            for (var v = 0; v + 1 < versions.Count; v++)
            {
                ref var version = ref _rows[versions[v]];
                ref var next = ref _rows[versions[v + 1]];
                if (version.To != long.MaxValue || SureFrom(versions[v + 1]) <= SureFrom(versions[v])) continue;
                version.To = next.From;
                // When the next may have begun, and when it had: until then this one may have lasted.
                if (!next.Doubted) continue;
                version.To = _sure[versions[v + 1]].From;
                SureTo(versions[v], next.From);
            }
        }

        for (var row = 0; row < _rows.Count; row++)
            if (_rows[row].MayBeOlder && IsFirst(row)) Age(row);
        foreach (var (node, sureTo, at, erased) in _ends)
        {
            foreach (var row in OfNode(node))
            {
                if (_rows[row].Node != node || _rows[row].From >= at || _rows[row].To < at) continue;
                (_rows[row].To, _rows[row].Erased) = (at, erased);
                if (sureTo < at) SureTo(row, sureTo);
            }
        }
    }

    private bool IsFirst(int row)
    {
        foreach (var other in OfNode(_rows[row].Node))
            if (_rows[other].Node == _rows[row].Node && _rows[other].From < _rows[row].From) return false;
        return true;
    }

    // A state of today gives the last change of each record, not what it was before: it may have been the same.
    private void Age(int row)
    {
        _sure[row] = (SureFrom(row), _rows[row].Doubted ? _sure[row].To : long.MaxValue);
        (_rows[row].From, _rows[row].Doubted) = (long.MinValue, true);
    }

    private long SureFrom(int row) => _rows[row].Doubted ? _sure[row].From : _rows[row].From;

    private void SureTo(int row, long to)
    {
        var (from, known) = _rows[row].Doubted ? _sure[row] : (_rows[row].From, long.MaxValue);
        _rows[row].Doubted = true;
        _sure[row] = (from, Math.Min(known, to));
    }

    /// <summary>Whether a version held for certain from one instant to another, its validity apart.</summary>
    public bool IsSure(int row, long from, long to) => !_rows[row].Doubted || _sure[row] is var sure && sure.From <= from && to < sure.To;

    /// <summary>A version.</summary>
    public ref readonly IdentityRow this[int row] => ref _rows[row];

    /// <summary>Its names: numbers of family and given name.</summary>
    public ReadOnlySpan<(int Family, int Given, int Row)> NamesOf(int row) =>
        CollectionsMarshal.AsSpan(_names).Slice(_rows[row].FirstName, _rows[row].Names);

    /// <summary>Its contacts, or null.</summary>
    public PatientTraits? ContactsOf(int row) => _texts.Contacts(_rows[row].Texts);

    /// <summary>Its own identifier's value.</summary>
    public string IdOf(int row) => Encoding.UTF8.GetString(_texts.Id(_rows[row].Texts));

    /// <summary>Which of two own identifiers' values comes first.</summary>
    public int CompareIds(int a, int b) => _texts.Id(_rows[a].Texts).SequenceCompareTo(_texts.Id(_rows[b].Texts));

    /// <summary>Its system's text.</summary>
    public string SystemOf(int row) => _systems.Text(_rows[row].System) ?? "";

    /// <summary>Versions by their names and births; what is found are candidates, one may come twice.</summary>
    public NameIndex Index => _index ?? throw new InvalidOperationException("Seal the register before looking up.");

    /// <summary>Versions that hold an identifier, by its node.</summary>
    public ReadOnlySpan<int> OfNode(int node) =>
        node < 0 || node + 1 >= _nodeStart.Length ? [] : _ofNode.AsSpan(_nodeStart[node].._nodeStart[node + 1]);

    /// <summary>Whether a version was a record's last before an instant, and the record had no version then: closed, it may still answer.</summary>
    public bool IsClosedAt(int row, long at)
    {
        if (_rows[row].Erased) return false;
        var node = _rows[row].Node;
        foreach (var other in OfNode(node))
            if (other != row && _rows[other].Node == node && _rows[other].From <= at && _rows[other].To > _rows[row].To) return false;
        return _rows[row].To <= at;
    }

    private static byte SexOf(string? sex) => sex is { Length: > 0 } ? (byte)char.ToLowerInvariant(sex[0]) : (byte)0;
}
