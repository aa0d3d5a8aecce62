namespace Egide.Simulator;

/// <summary>Answers searches as the identity server does: family, given name and birth order, beginnings match, accents and case do not count.</summary>
internal sealed class PatientSearch
{
    private readonly PatientBase _patients;
    private readonly string[] _families, _female, _male;
    private readonly int[] _byName, _byBirth;
    private readonly string[] _sortedFamilies;
    private readonly int[] _births;
    private readonly List<int> _found = [];

    public PatientSearch(PatientBase patients)
    {
        _patients = patients;
        _families = [.. Names.Family.Select(Names.Fold)];
        _female = [.. Names.Female.Select(Names.Fold)];
        _male = [.. Names.Male.Select(Names.Fold)];
        _byName = [.. Enumerable.Range(0, patients.Count)];
        Array.Sort(_byName, Compare);
        _sortedFamilies = [.. _byName.Select(i => _families[patients.Family[i]])];
        _byBirth = [.. _byName.OrderBy(i => patients.Birth[i])];
        _births = [.. _byBirth.Select(i => patients.Birth[i])];
    }

    public string FoldedFamily(int patient) => _families[_patients.Family[patient]];
    public string FoldedGiven(int patient) => (_patients.Sex[patient] == 2 ? _female : _male)[_patients.Given[patient]];

    /// <summary>All matches, in the server's order; valid until the next call.</summary>
    public List<int> Find(in PatientQuery q)
    {
        _found.Clear();
        if (q.Identifier >= 0)
            _found.Add(q.Identifier);
        else if (q.Family.Length > 0)
            for (var k = FirstOf(q.Family); k < _byName.Length && _sortedFamilies[k].StartsWith(q.Family, StringComparison.Ordinal); k++)
                Take(_byName[k], q);
        else if (q.BornFrom > 0)
            for (var k = FirstBorn(q.BornFrom); k < _births.Length && _births[k] <= q.BornTo; k++)
                Take(_byBirth[k], q);
        return _found;
    }

    private void Take(int i, in PatientQuery q)
    {
        if (q.BornFrom > 0 && (_patients.Birth[i] < q.BornFrom || _patients.Birth[i] > q.BornTo))
            return;
        if (q.House >= 0 && _patients.House[i] != q.House)
            return;
        if (q.Given.Length > 0 && !FoldedGiven(i).StartsWith(q.Given, StringComparison.Ordinal))
            return;
        _found.Add(i);
    }

    private int FirstOf(string family)
    {
        int low = 0, high = _sortedFamilies.Length;
        while (low < high)
        {
            var mid = (low + high) / 2;
            if (string.CompareOrdinal(_sortedFamilies[mid], family) < 0)
                low = mid + 1;
            else
                high = mid;
        }
        return low;
    }

    private int FirstBorn(int day)
    {
        int low = 0, high = _births.Length;
        while (low < high)
        {
            var mid = (low + high) / 2;
            if (_births[mid] < day)
                low = mid + 1;
            else
                high = mid;
        }
        return low;
    }

    private int Compare(int x, int y)
    {
        var c = string.CompareOrdinal(FoldedFamily(x), FoldedFamily(y));
        if (c == 0)
            c = string.CompareOrdinal(FoldedGiven(x), FoldedGiven(y));
        if (c == 0)
            c = _patients.Birth[x].CompareTo(_patients.Birth[y]);
        return c != 0 ? c : x.CompareTo(y);
    }
}
