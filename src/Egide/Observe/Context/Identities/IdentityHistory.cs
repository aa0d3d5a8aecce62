using System.Globalization;
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
    private readonly Blocks<(int Node, int Row, int System)> _identifiers = new();
    private readonly Dictionary<int, List<int>> _others = [], _otherRows = [];
    private readonly List<(ulong Hash, int Row)> _written = [];
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

    /// <summary>Adds a version; <paramref name="nodes"/> are the nodes of its identifiers, the record's own first, and of its INS; <paramref name="ins"/> is that as written.</summary>
    public void Add(PatientVersion version, PatientTraits traits, ReadOnlySpan<int> nodes, PatientIdentifier? ins, int controller)
    {
        var (own, hasIns, from, sureFrom, to) = (version.Identifiers[0], ins is not null, version.ValidFrom, version.SureFrom, version.ValidTo);
        _sealed = false;
        var row = _rows.Count;
        var first = _names.Count;
        foreach (var name in traits.Names)
        {
            var family = Families.Add(name.Family);
            if (name.Given.Count == 0) _names.Add((family, -1, row));
            foreach (var given in name.Given) _names.Add((family, Givens.Add(given), row));
            foreach (var other in name.Others ?? []) Other(row, Givens.Add(other));
        }

        var isIdentified = hasIns || version.Unassigned.Count > 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            var identifier = i < version.Identifiers.Count ? version.Identifiers[i] : version.Ins!.Value;
            _identifiers.Add((nodes[i], row, SystemNumber(identifier.System)));
            if (identifier.System == PatientIdentifier.Fhir) continue;
            isIdentified = true;
            if (HasLetter(identifier.Value)) _written.Add((Caseless(identifier), row));
        }

        foreach (var value in version.Unassigned)
        {
            _written.Add((Caseless(new PatientIdentifier("", value)), row));
            _written.Add((new PatientIdentifier("", value).Hash, row));
        }

        if (traits.Phones.Count > 0) _kept |= DataCategory.ContactPhone;
        if (traits.Emails.Count > 0) _kept |= DataCategory.ContactEmail;
        if (traits.Addresses.Count > 0) _kept |= DataCategory.ContactAddress;
        if (hasIns) _kept |= DataCategory.IdentityIns;
        var start = from is { } valid ? Instant.From(valid) : long.MinValue;
        if (from is null) _undated = true;
        else _earliest = Math.Min(_earliest, start);
        var (key, isNia) = Form(ins);
        _rows.Add(new IdentityRow
        {
            Node = nodes.Length == 0 ? -1 : nodes[0], FirstName = first, Names = _names.Count - first, Birth = DateSpan.Parse(traits.BirthDate),
            From = start, To = to is { } end ? Instant.From(end) : long.MaxValue, Controller = controller, Sex = SexOf(traits.Sex), HasIns = hasIns,
            Use = traits.Active switch { false => (byte)0, true => (byte)2, _ => (byte)1 },
            Doubted = sureFrom is not null, MayBeOlder = version.MayBeOlder, HasIdentifier = isIdentified, InsKey = key, IsNia = isNia, System = SystemNumber(own.System), Texts = _texts.Add(own.Value, traits),
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
        _written.Sort();
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

    /// <summary>Numbers, among the given names, of what else its names have (prefix, suffix, the name as one text).</summary>
    public IReadOnlyList<int> OthersOf(int row) => _others.TryGetValue(row, out var others) ? others : [];

    /// <summary>Versions with one of these among <see cref="OthersOf"/>.</summary>
    public void OfOthers(HashSet<int> others, List<int> into)
    {
        foreach (var other in others)
            if (_otherRows.TryGetValue(other, out var rows)) into.AddRange(rows);
    }

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

    /// <summary>Versions that hold an identifier without an authority.</summary>
    public IEnumerable<int> OfUnassigned(string value) => OfHash(new PatientIdentifier("", value).Hash);

    /// <summary>Versions that hold an identifier in some case; it is normalised, its authority empty for none.</summary>
    public IEnumerable<int> OfCaseless(PatientIdentifier identifier) => OfHash(Caseless(identifier));

    /// <summary>Versions that hold any identifier of an authority.</summary>
    public IEnumerable<int> OfSystem(string system)
    {
        var number = _systems.Find(system);
        for (var i = 0; number >= 0 && i < _identifiers.Count; i++)
            if (_identifiers[i].System == number) yield return _identifiers[i].Row;
    }

    /// <summary>How an INS is written: its key, and whether as a NIA. A server compares what is written, not what is meant.</summary>
    public static (byte Key, bool IsNia) Form(PatientIdentifier? ins)
    {
        if (ins is not { } written) return (IdentityRow.NoKey, false);
        var isNia = written.System.EndsWith(".1.4.9", StringComparison.Ordinal) || written.System.EndsWith(".1.4.11", StringComparison.Ordinal);
        return (written.Value.Length == 13 ? IdentityRow.NoKey
            : written.Value.Length == 15 && byte.TryParse(written.Value.AsSpan(13), NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : IdentityRow.OtherForm, isNia);
    }

    private IEnumerable<int> OfHash(ulong hash)
    {
        var i = _written.BinarySearch((hash, -1));
        for (i = i < 0 ? ~i : i; i < _written.Count && _written[i].Hash == hash; i++) yield return _written[i].Row;
    }

    private static ulong Caseless(PatientIdentifier identifier) => new PatientIdentifier("caseless " + identifier.System, identifier.Value.ToUpperInvariant()).Hash;

    private static bool HasLetter(string value)
    {
        foreach (var c in value)
            if (char.IsLetter(c)) return true;
        return false;
    }

    private int SystemNumber(string system)
    {
        var number = _systems.Number(system);
        _systemCount = Math.Max(_systemCount, number + 1);
        return number;
    }

    private void Other(int row, int number)
    {
        if (!_others.TryGetValue(row, out var others)) _others[row] = others = [];
        others.Add(number);
        if (!_otherRows.TryGetValue(number, out var rows)) _otherRows[number] = rows = [];
        rows.Add(row);
    }

    private static byte SexOf(string? sex) => sex is { Length: > 0 } ? (byte)char.ToLowerInvariant(sex[0]) : (byte)0;
}
