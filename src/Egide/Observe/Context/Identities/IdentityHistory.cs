using System.Globalization;
using System.Runtime.InteropServices;
using Egide.Observe.Data;

namespace Egide.Observe.Context.Identities;

/// <summary>
/// The patient register as it was: every version of every record with its validity, found by name beginning, birth
/// date, identifier. Columns and sorted numbers, no object a person: six million persons take about a gigabyte.
/// Add, <see cref="Seal"/>, then look up (lookups may run on several threads).
/// </summary>
internal sealed class IdentityHistory
{
    /// <summary>Stands in place of a family name for what is neither family nor given name: prefix, suffix, text.</summary>
    public const int OtherName = -2;

    private readonly List<IdentityRow> _rows = [];
    private readonly List<(int Family, int Given, int Row)> _names = [];
    private readonly List<PatientTraits> _contacts = [];
    private readonly List<(int Node, int Row, int System)> _identifiers = [];
    private readonly List<(ulong Hash, int Row)> _written = [];
    private readonly Interner _systems = new();
    private int[] _byFamily = [], _familyStart = [], _byBirth = [], _birthDays = [], _partlyBorn = [], _byNode = [];
    private long _earliest = long.MaxValue;
    private bool _sealed = true;

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
        var (own, hasIns, from, to) = (version.Identifiers[0], ins is not null, version.ValidFrom, version.ValidTo);
        _sealed = false;
        var row = _rows.Count;
        var first = _names.Count;
        foreach (var name in traits.Names)
        {
            var family = Families.Add(name.Family);
            if (name.Given.Count == 0) _names.Add((family, -1, row));
            foreach (var given in name.Given) _names.Add((family, Givens.Add(given), row));
            foreach (var other in name.Others ?? []) _names.Add((OtherName, Givens.Add(other), row));
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            var identifier = i < version.Identifiers.Count ? version.Identifiers[i] : version.Ins!.Value;
            _identifiers.Add((nodes[i], row, SystemNumber(identifier.System)));
            if (identifier.System != PatientIdentifier.Fhir && identifier.Value.Any(char.IsLetter)) _written.Add((Caseless(identifier), row));
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
        var contact = -1;
        if (traits.Phones.Count + traits.Emails.Count + traits.Telecoms.Count + traits.Addresses.Count > 0)
        {
            contact = _contacts.Count;
            _contacts.Add(traits with { Names = [] });
        }

        var start = from is { } valid ? Instant.From(valid) : long.MinValue;
        if (from is null) _undated = true;
        else _earliest = Math.Min(_earliest, start);
        var (key, isNia) = Form(ins);
        _rows.Add(new IdentityRow
        {
            Node = nodes.Length == 0 ? -1 : nodes[0], Contact = contact, FirstName = first, Names = _names.Count - first, Birth = DateSpan.Parse(traits.BirthDate),
            From = start, To = to is { } end ? Instant.From(end) : long.MaxValue, Controller = controller, Sex = SexOf(traits.Sex), HasIns = hasIns,
            Use = traits.Active switch { false => (byte)0, true => (byte)2, _ => (byte)1 },
            HasIdentifier = hasIns || version.Unassigned.Count > 0 || version.Identifiers.Any(i => i.System != PatientIdentifier.Fhir),
            InsKey = key, IsNia = isNia, System = SystemNumber(own.System), Id = own.Value,
        });
    }

    /// <summary>Sorts what was added.</summary>
    public void Seal()
    {
        if (_sealed) return;
        Families.Seal();
        Givens.Seal();
        var names = CollectionsMarshal.AsSpan(_names);
        _familyStart = new int[Families.Count + 2];
        foreach (ref readonly var name in names)
            if (name.Family != OtherName) _familyStart[name.Family + 2]++;
        for (var i = 1; i < _familyStart.Length; i++) _familyStart[i] += _familyStart[i - 1];
        _byFamily = new int[names.Length];
        var next = (int[])_familyStart.Clone();
        for (var i = 0; i < names.Length; i++)
            if (names[i].Family != OtherName) _byFamily[next[names[i].Family + 1]++] = i;
        Close();
        // Births known to the day are found by it; the few known to the month or year are looked through.
        _byBirth = [.. Enumerable.Range(0, _rows.Count).Where(i => _rows[i].Birth is { IsKnown: true } born && born.First == born.Last)];
        _partlyBorn = [.. Enumerable.Range(0, _rows.Count).Where(i => _rows[i].Birth is { IsKnown: true } born && born.First != born.Last)];
        _birthDays = [.. _byBirth.Select(i => _rows[i].Birth.First)];
        Array.Sort(_birthDays, _byBirth);
        _sealed = true;
    }

    // A version without an end lasts until the record's next one begins: histories and dated snapshots give starts only.
    private void Close()
    {
        _identifiers.Sort();
        _written.Sort();
        _byNode = [.. _identifiers.Select(i => i.Node)];
        var rows = CollectionsMarshal.AsSpan(_rows);
        var versions = new List<int>();
        for (var i = 0; i < _identifiers.Count;)
        {
            var node = _identifiers[i].Node;
            versions.Clear();
            for (; i < _identifiers.Count && _identifiers[i].Node == node; i++)
                if (rows[_identifiers[i].Row].Node == node) versions.Add(_identifiers[i].Row);
            if (versions.Count < 2) continue;
            versions.Sort((a, b) => _rows[a].From.CompareTo(_rows[b].From));
            for (var v = 0; v + 1 < versions.Count; v++)
            {
                ref var version = ref rows[versions[v]];
                if (version.To == long.MaxValue && rows[versions[v + 1]].From > version.From) version.To = rows[versions[v + 1]].From;
            }
        }
    }

    /// <summary>A version.</summary>
    public ref readonly IdentityRow this[int row] => ref CollectionsMarshal.AsSpan(_rows)[row];

    /// <summary>Its names: numbers of family and given name.</summary>
    public ReadOnlySpan<(int Family, int Given, int Row)> NamesOf(int row) =>
        CollectionsMarshal.AsSpan(_names).Slice(_rows[row].FirstName, _rows[row].Names);

    /// <summary>Its contacts, or null.</summary>
    public PatientTraits? ContactsOf(int row) => _rows[row].Contact < 0 ? null : _contacts[_rows[row].Contact];

    /// <summary>Its system's text.</summary>
    public string SystemOf(int row) => _systems.Text(_rows[row].System) ?? "";

    /// <summary>Versions with one of these family names.</summary>
    public IEnumerable<int> OfFamilies(IEnumerable<int> families)
    {
        foreach (var family in families)
            for (var i = _familyStart[family + 1]; i < _familyStart[family + 2]; i++) yield return _names[_byFamily[i]].Row;
    }

    /// <summary>Versions that may be born between two days, both included.</summary>
    public IEnumerable<int> Born(int first, int last)
    {
        var i = Array.BinarySearch(_birthDays, first);
        if (i < 0) i = ~i;
        while (i > 0 && _birthDays[i - 1] >= first) i--;
        for (; i < _birthDays.Length && _birthDays[i] <= last; i++) yield return _byBirth[i];
        foreach (var row in _partlyBorn)
            if (_rows[row].Birth.First <= last && _rows[row].Birth.Last >= first) yield return row;
    }

    /// <summary>Versions that hold an identifier, by its node.</summary>
    public IEnumerable<int> OfNode(int node)
    {
        var i = Array.BinarySearch(_byNode, node);
        if (i < 0) yield break;
        while (i > 0 && _byNode[i - 1] == node) i--;
        for (; i < _byNode.Length && _byNode[i] == node; i++) yield return _identifiers[i].Row;
    }

    /// <summary>Whether a version was a record's last before an instant, and the record had no version then: closed, it may still answer.</summary>
    public bool IsClosedAt(int row, long at)
    {
        var node = _rows[row].Node;
        foreach (var other in OfNode(node))
            if (other != row && _rows[other].Node == node && _rows[other].From <= at && _rows[other].To > _rows[row].To) return false;
        return _rows[row].To <= at;
    }

    /// <summary>Versions that hold an identifier without an authority, and those that hold one but for its case (of any authority but a server's ids).</summary>
    public IEnumerable<int> OfUnassigned(string value) => OfHash(new PatientIdentifier("", value).Hash);

    /// <summary>Versions that hold an identifier in some case; it is normalised, its authority empty for none.</summary>
    public IEnumerable<int> OfCaseless(PatientIdentifier identifier) => OfHash(Caseless(identifier));

    /// <summary>Versions that hold any identifier of an authority.</summary>
    public IEnumerable<int> OfSystem(string system)
    {
        var number = _systems.Find(system);
        if (number < 0) yield break;
        foreach (var (_, row, of) in _identifiers)
            if (of == number) yield return row;
    }

    private IEnumerable<int> OfHash(ulong hash)
    {
        var i = _written.BinarySearch((hash, -1));
        for (i = i < 0 ? ~i : i; i < _written.Count && _written[i].Hash == hash; i++) yield return _written[i].Row;
    }

    private static ulong Caseless(PatientIdentifier identifier) => new PatientIdentifier("caseless " + identifier.System, identifier.Value.ToUpperInvariant()).Hash;

    private int SystemNumber(string system)
    {
        var number = _systems.Number(system);
        _systemCount = Math.Max(_systemCount, number + 1);
        return number;
    }

    /// <summary>How an INS is written: its key, and whether as a NIA. A server compares what is written, not what is meant.</summary>
    public static (byte Key, bool IsNia) Form(PatientIdentifier? ins)
    {
        if (ins is not { } written) return (IdentityRow.NoKey, false);
        var isNia = written.System.EndsWith(".1.4.9", StringComparison.Ordinal) || written.System.EndsWith(".1.4.11", StringComparison.Ordinal);
        return (written.Value.Length == 13 ? IdentityRow.NoKey
            : written.Value.Length == 15 && byte.TryParse(written.Value.AsSpan(13), NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : IdentityRow.OtherForm, isNia);
    }

    private static byte SexOf(string? sex) => sex is { Length: > 0 } ? (byte)char.ToLowerInvariant(sex[0]) : (byte)0;
}
