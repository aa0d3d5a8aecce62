namespace Egide.Observe.Context.Identities;

/// <summary>Distinct names with their folded forms, and which of them begin with a text.</summary>
internal sealed class NameTable
{
    private readonly Interner _names = new();
    private string[] _folded = [], _squeezed = [];
    private int[] _byFolded = [], _bySqueezed = [];

    /// <summary>Distinct names.</summary>
    public int Count { get; private set; }

    /// <summary>Place of each name in the order of folded names, by its number; names that fold alike share one.</summary>
    public int[] Ranks { get; private set; } = [];

    /// <summary>Place of a name; -1 for none, which stands before all.</summary>
    public int Rank(int number) => number < 0 ? -1 : Ranks[number];

    /// <summary>Number of a name, given when it is new; -1 for none.</summary>
    public int Add(string? name)
    {
        var number = _names.Number(name);
        Count = Math.Max(Count, number + 1);
        return number;
    }

    /// <summary>The name as written.</summary>
    public string Text(int number) => _names.Text(number) ?? "";

    /// <summary>The name folded.</summary>
    public string Folded(int number) => number < 0 ? "" : _folded[number];

    /// <summary>The name folded, letters and digits only.</summary>
    public string Squeezed(int number) => number < 0 ? "" : _squeezed[number];

    /// <summary>Folds and sorts what was added.</summary>
    public void Seal()
    {
        if (_folded.Length == Count) return;
        _folded = [.. Enumerable.Range(0, Count).Select(i => Folding.Fold(Text(i)))];
        _squeezed = [.. _folded.Select(Folding.Squeeze)];
        _byFolded = Sorted(_folded);
        _bySqueezed = Sorted(_squeezed);
        Ranks = new int[Count];
        for (var i = 1; i < Count; i++)
            Ranks[_byFolded[i]] = Ranks[_byFolded[i - 1]] + (_folded[_byFolded[i]] == _folded[_byFolded[i - 1]] ? 0 : 1);
    }

    /// <summary>Numbers of the names that begin with <paramref name="text"/> once folded, or once squeezed.</summary>
    public HashSet<int> Beginning(string text)
    {
        var folded = Folding.Fold(text);
        var squeezed = Folding.Squeeze(folded);
        var found = new HashSet<int>();
        Range(_byFolded, _folded, folded, found);
        Range(_bySqueezed, _squeezed, squeezed, found);
        return found;
    }

    /// <summary>Numbers of the names that hold <paramref name="text"/> once squeezed.</summary>
    public HashSet<int> Holding(string text)
    {
        var squeezed = Folding.Squeeze(Folding.Fold(text));
        var found = new HashSet<int>();
        for (var i = 0; i < Count; i++)
            if (_squeezed[i].Contains(squeezed, StringComparison.Ordinal)) found.Add(i);
        return found;
    }

    private static int[] Sorted(string[] texts)
    {
        var order = Enumerable.Range(0, texts.Length).ToArray();
        Array.Sort(order, (a, b) => string.CompareOrdinal(texts[a], texts[b]));
        return order;
    }

    private static void Range(int[] order, string[] texts, string text, HashSet<int> into)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(texts[order[middle]], text) < 0) low = middle + 1;
            else high = middle;
        }

        for (; low < order.Length && texts[order[low]].StartsWith(text, StringComparison.Ordinal); low++) into.Add(order[low]);
    }
}
