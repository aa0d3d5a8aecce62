namespace Egide.Observe.Context.Identities;

/// <summary>
/// Versions of the register by family name, and within one by given name and by birth day; by given name alone; by birth day
/// alone. All by counting, not by comparing: each order is the last one dealt out again.
/// </summary>
internal sealed class NameIndex
{
    private readonly Blocks<IdentityRow> _rows;
    private readonly NameTable _givens;
    private readonly int[] _givenStart, _byGiven, _namedStart, _named, _namedGivens, _bornStart, _born, _byBirth;
    private readonly int _dated;

    /// <summary>Orders what was added.</summary>
    /// <param name="rows">The versions.</param>
    /// <param name="names">Their names, by version.</param>
    /// <param name="families">Distinct family names.</param>
    /// <param name="givens">Distinct given names, ranked.</param>
    public NameIndex(Blocks<IdentityRow> rows, ReadOnlySpan<(int Family, int Given, int Row)> names, NameTable families, NameTable givens)
    {
        (_rows, _givens) = (rows, givens);
        var entries = Entries(names);
        _givenStart = new int[givens.Count + 2];
        foreach (var entry in entries) _givenStart[givens.Rank(entry.Given) + 2]++;
        var order = Deal(_givenStart, entries.Length, static (entry, state) => state.givens.Rank(state.entries[entry].Given) + 1, (entries, givens));
        _namedStart = new int[families.Count + 2];
        foreach (var entry in entries) _namedStart[entry.Family + 2]++;
        Sum(_namedStart);
        var next = (int[])_namedStart.Clone();
        (_named, _namedGivens, _byGiven) = (new int[entries.Length], new int[entries.Length], order);
        for (var i = 0; i < order.Length; i++)
        {
            var (family, given, row) = entries[order[i]];
            var place = next[family + 1]++;
            (_named[place], _namedGivens[place]) = (row, givens.Rank(given));
            order[i] = row;
        }

        _byBirth = ByBirth(out _dated);
        _bornStart = new int[families.Count + 2];
        for (var row = 0; row < rows.Count; row++) EachFamily(row, entries: names, _bornStart, count: true);
        Sum(_bornStart);
        next = (int[])_bornStart.Clone();
        _born = new int[_bornStart[^1]];
        foreach (var row in _byBirth) EachFamily(row, names, next, count: false);
    }

    /// <summary>Adds the versions with one of these family names.</summary>
    public void OfFamilies(HashSet<int> families, List<int> into)
    {
        foreach (var family in families) into.AddRange(_born.AsSpan(_bornStart[family + 1].._bornStart[family + 2]));
    }

    /// <summary>Adds the versions with one of these given names.</summary>
    public void OfGivens(HashSet<int> givens, List<int> into)
    {
        foreach (var (first, last) in Ranks(givens)) into.AddRange(_byGiven.AsSpan(_givenStart[first + 1].._givenStart[last + 2]));
    }

    /// <summary>Adds the versions with one of these family names and one of these given names.</summary>
    public void OfNames(HashSet<int> families, HashSet<int> givens, List<int> into)
    {
        var ranks = Ranks(givens);
        foreach (var family in families)
        {
            var (start, end) = (_namedStart[family + 1], _namedStart[family + 2]);
            foreach (var (first, last) in ranks)
            {
                for (var i = First(_namedGivens, start, end, first); i < end && _namedGivens[i] <= last; i++) into.Add(_named[i]);
            }
        }
    }

    /// <summary>Adds the versions with one of these family names that may be born between two days, both included.</summary>
    public void OfFamiliesBorn(HashSet<int> families, int first, int last, List<int> into)
    {
        foreach (var family in families) Between(_born, _bornStart[family + 1], _bornStart[family + 2], first, last, into);
    }

    /// <summary>Adds the versions that may be born between two days, both included.</summary>
    public void Born(int first, int last, List<int> into)
    {
        // A month or a year begins before what lies in it.
        for (var i = FirstBorn(_byBirth, 0, _dated, Math.Max(0, first - 366)); i < _dated && _rows[_byBirth[i]].Birth.First <= last; i++) into.Add(_byBirth[i]);
        Between(_byBirth, _dated, _byBirth.Length, first, last, into);
    }

    // Of versions in the order of ByBirth: all that are not known to the day, which are few, and those of the days.
    private void Between(int[] order, int start, int end, int first, int last, List<int> into)
    {
        for (; start < end && !IsDay(order[start]); start++) into.Add(order[start]);
        for (var i = FirstBorn(order, start, end, first); i < end && _rows[order[i]].Birth.First <= last; i++) into.Add(order[i]);
    }

    private bool IsDay(int row) => _rows[row].Birth is { IsKnown: true } birth && birth.First == birth.Last;

    private int FirstBorn(int[] order, int low, int high, int day)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_rows[order[middle]].Birth.First < day) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static int First(int[] sorted, int low, int high, int value)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    // Ranks of names as runs: names that begin alike stand together.
    private List<(int First, int Last)> Ranks(HashSet<int> names)
    {
        var ranks = new int[names.Count];
        var count = 0;
        foreach (var name in names) ranks[count++] = _givens.Rank(name);
        Array.Sort(ranks);
        var runs = new List<(int First, int Last)>();
        foreach (var rank in ranks)
        {
            if (runs.Count > 0 && rank <= runs[^1].Last + 1) runs[^1] = (runs[^1].First, rank);
            else runs.Add((rank, rank));
        }

        return runs;
    }

    // A record with several names answers to the family name of one and the given name of another.
    private static (int Family, int Given, int Row)[] Entries(ReadOnlySpan<(int Family, int Given, int Row)> names)
    {
        var crossed = new List<(int Family, int Given, int Row)>();
        for (var i = 0; i < names.Length;)
        {
            var end = i + 1;
            var several = false;
            for (; end < names.Length && names[end].Row == names[i].Row; end++) several |= names[end].Family != names[i].Family;
            for (var a = i; several && a < end; a++)
            {
                for (var b = i; b < end; b++)
                    if (names[a].Family != names[b].Family) crossed.Add((names[a].Family, names[b].Given, names[i].Row));
            }

            i = end;
        }

        var all = new (int Family, int Given, int Row)[names.Length + crossed.Count];
        names.CopyTo(all);
        crossed.CopyTo(all, names.Length);
        return all;
    }

    // Those not known to the day by their first day, then the others by theirs.
    private int[] ByBirth(out int dated)
    {
        dated = 0;
        var (earliest, latest) = (int.MaxValue, 0);
        for (var row = 0; row < _rows.Count; row++)
        {
            if (!IsDay(row)) dated++;
            else (earliest, latest) = (Math.Min(earliest, _rows[row].Birth.First), Math.Max(latest, _rows[row].Birth.First));
        }

        var undated = new int[dated];
        var start = new int[Math.Max(0, latest - earliest) + 3];
        for (int row = 0, i = 0; row < _rows.Count; row++)
        {
            if (IsDay(row)) start[_rows[row].Birth.First - earliest + 2]++;
            else undated[i++] = row;
        }

        Array.Sort(undated, (a, b) => _rows[a].Birth.First.CompareTo(_rows[b].Birth.First));
        Sum(start);
        var order = new int[_rows.Count];
        undated.CopyTo(order, 0);
        for (var row = 0; row < _rows.Count; row++)
            if (IsDay(row)) order[dated + start[_rows[row].Birth.First - earliest + 1]++] = row;
        return order;
    }

    // Each family name of a version, once when its names stand together: counted, or the version put in its place.
    private void EachFamily(int row, ReadOnlySpan<(int Family, int Given, int Row)> entries, int[] places, bool count)
    {
        var last = -2;
        foreach (var (family, _, _) in entries.Slice(_rows[row].FirstName, _rows[row].Names))
        {
            if (family == last) continue;
            last = family;
            if (count) places[family + 2]++;
            else _born[places[family + 1]++] = row;
        }
    }

    private static int[] Deal<TState>(int[] counts, int length, Func<int, TState, int> keyOf, TState state)
    {
        Sum(counts);
        var next = (int[])counts.Clone();
        var order = new int[length];
        for (var i = 0; i < length; i++) order[next[keyOf(i, state)]++] = i;
        return order;
    }

    private static void Sum(int[] counts)
    {
        for (var i = 1; i < counts.Length; i++) counts[i] += counts[i - 1];
    }
}
