namespace Egide.Simulator;

/// <summary>
/// Answers searches as the identity server does, on the register as it is at that instant: beginnings match, accents and case do not count;
/// by family name, given name (both folded), birth date, then the identifier's text.
/// </summary>
internal sealed class PatientSearch
{
    private readonly PatientBase _patients;
    private readonly string[] _families, _female, _male;
    private readonly int[] _byName, _rank, _byBirth;
    private readonly List<int> _found = [];

    public PatientSearch(PatientBase patients)
    {
        _patients = patients;
        _families = [.. Names.Family.Select(Names.Fold)];
        _female = [.. Names.Female.Select(Names.Fold)];
        _male = [.. Names.Male.Select(Names.Fold)];
        _byName = ByName();
        _rank = new int[patients.Rows];
        for (var k = 0; k < _byName.Length; k++)
            _rank[_byName[k]] = k;
        _byBirth = [.. _byName];
        long[] births = [.. _byName.Select((row, k) => ((long)patients.Birth[row] << 32) | (uint)k)];
        Array.Sort(births, _byBirth);
    }

    public string FoldedFamily(int row) => _families[_patients.Family[row]];
    public string FoldedGiven(int row) => (_patients.Sex[row] == 2 ? _female : _male)[_patients.Given[row]];

    /// <summary>The rows of all matches at that instant, in the server's order; valid until the next call.</summary>
    public List<int> Find(in PatientQuery q, long ms, bool closed = false)
    {
        _found.Clear();
        if (q.Identifier >= 0)
        {
            foreach (var row in _patients.Versions(q.Identifier))
                if (_patients.Answers(row, ms, closed))
                    _found.Add(row);
        }
        else if (q.Family.Length > 0)
            for (var k = FirstOf(q.Family); k < _byName.Length && FoldedFamily(_byName[k]).StartsWith(q.Family, StringComparison.Ordinal); k++)
                Take(_byName[k], q, ms, closed);
        else if (q.BornFrom > 0)
        {
            for (var k = FirstBorn(q.BornFrom); k < _byBirth.Length && _patients.Birth[_byBirth[k]] <= q.BornTo; k++)
                Take(_byBirth[k], q, ms, closed);
            _found.Sort((x, y) => _rank[x].CompareTo(_rank[y]));
        }
        return _found;
    }

    private void Take(int row, in PatientQuery q, long ms, bool closed)
    {
        if (q.BornFrom > 0 && (_patients.Birth[row] < q.BornFrom || _patients.Birth[row] > q.BornTo))
            return;
        if (q.House >= 0 && _patients.House[row] != q.House)
            return;
        if (q.Given.Length > 0 && !FoldedGiven(row).StartsWith(q.Given, StringComparison.Ordinal))
            return;
        if (_patients.Answers(row, ms, closed))
            _found.Add(row);
    }

    private int FirstOf(string family) => First(k => string.CompareOrdinal(FoldedFamily(_byName[k]), family) < 0);

    private int FirstBorn(int day) => First(k => _patients.Birth[_byBirth[k]] < day);

    private int First(Func<int, bool> before)
    {
        int low = 0, high = _byName.Length;
        while (low < high)
        {
            var mid = (low + high) / 2;
            if (before(mid))
                low = mid + 1;
            else
                high = mid;
        }
        return low;
    }

    // Names are few: their places in the order make a key of each row, so that millions of rows sort without comparing a text.
    private int[] ByName()
    {
        var families = Places(_families);
        var givens = Places([.. _female, .. _male]);
        var keys = new UInt128[_patients.Rows];
        var rows = new int[keys.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var name = ((ulong)families[FoldedFamily(row)] << 48) | ((ulong)givens[FoldedGiven(row)] << 32) | (uint)_patients.Birth[row];
            // Numbers have nine digits all, so they sort as their text; a record's versions, which differ in nothing else, by age.
            keys[row] = new UInt128(name, ((ulong)_patients.Ipp[row] << 32) | (uint)row);
            rows[row] = row;
        }
        Array.Sort(keys, rows);
        return rows;
    }

    private static Dictionary<string, int> Places(IEnumerable<string> names)
    {
        string[] sorted = [.. names.Distinct().Order(StringComparer.Ordinal)];
        return Enumerable.Range(0, sorted.Length).ToDictionary(k => sorted[k], k => k, StringComparer.Ordinal);
    }
}
