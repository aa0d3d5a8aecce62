using Egide.Observe.Data;
using Egide.Scope.Replay;

namespace Egide.Scope;

/// <summary>
/// Counts persons between bounds. Known persons are named by the trail or by a replay that is sure of them. A question
/// whose answer is not exact adds at most as many more as it can have shown, out of those it can have shown. The proof
/// that the true set lies between is in docs/exposure.md.
/// </summary>
/// <param name="whole">Persons that a search without any bound counts for.</param>
/// <param name="most">Persons there can be at all; <see cref="long.MaxValue"/> without a register.</param>
/// <param name="reconstruction">Who the register's versions are.</param>
internal sealed class ExtentCounter(Func<long> whole, long most, Reconstruction reconstruction)
{
    private readonly Dictionary<long, int> _all = [];
    private readonly Dictionary<DataCategory, Dictionary<long, int>> _byCategory = [];
    private readonly Dictionary<string, Dictionary<long, int>> _byController = [];
    private readonly Dictionary<(DataCategory, string), Dictionary<long, int>> _byBoth = [];
    private readonly List<(DataCategory Categories, int Most, HashSet<(long Person, string Controller)> Persons)> _inexact = [];
    private readonly List<(DataCategory Categories, long Bound)> _unanswered = [];

    /// <summary>Takes a known person.</summary>
    public void Add(long patient, string controller, DataCategory category, int level)
    {
        Raise(_all, patient, level);
        Raise(Of(_byCategory, category), patient, level);
        Raise(Of(_byController, controller), patient, level);
        Raise(Of(_byBoth, (category, controller)), patient, level);
    }

    /// <summary>Takes the questions of the incident.</summary>
    public void Add(IEnumerable<Asking> askings)
    {
        // A question not answered whose text says all counts once, at its largest: asked again, it shows the same persons.
        var open = new Dictionary<string, (DataCategory Categories, long Bound)>(StringComparer.Ordinal);
        foreach (var asking in askings)
        {
            foreach (var category in DataCategories.Each(asking.Categories))
                if (Shows(asking)) Of(_byCategory, category);
            if (asking.IsAnswered)
            {
                if (asking.Answer.Possible.Count == 0 && asking.Answer.Beyond == 0) continue;
                var persons = new HashSet<(long Person, string Controller)>();
                foreach (var row in asking.Answer.Possible)
                    if (!reconstruction.IsFictive(row)) persons.Add((reconstruction.PersonOf(row), reconstruction.ControllerOf(row) ?? "?"));
                foreach (var (_, controller) in persons) Of(_byController, controller);
                _inexact.Add((asking.Categories, asking.Answer.Most, persons));
                if (asking.Answer.Beyond != 0) _unanswered.Add((asking.Categories, asking.Answer.Beyond < 0 ? whole() : asking.Answer.Beyond));
                continue;
            }

            var bound = asking.Bound < 0 ? whole() : asking.Bound;
            if (bound == 0) continue;
            var text = asking.SaysAll ? asking.Source + " " + asking.Query.Text : asking.Pages[0].Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var known = open.GetValueOrDefault(text);
            open[text] = (known.Categories | asking.Categories, Math.Max(known.Bound, bound));
        }

        _unanswered.AddRange(open.Values);
        if (_unanswered.Count > 0) Of(_byController, "?");
        foreach (var pair in _byCategory.Keys.SelectMany(c => _byController.Keys.Select(k => (c, k)))) Of(_byBoth, pair);
    }

    /// <summary>Whether a question can have shown anybody.</summary>
    public static bool Shows(Asking asking) => asking.IsAnswered ? asking.Answer.Sure.Count + asking.Answer.Possible.Count > 0 : asking.Bound != 0;

    /// <summary>Persons.</summary>
    public Bounds Persons => Count(_all, null, null);

    /// <summary>Persons of questions whose results are not known one by one, at most.</summary>
    public long Unnamed => Open([], null, null);

    /// <summary>By category code.</summary>
    public Dictionary<string, Bounds> Categories =>
        _byCategory.OrderBy(c => c.Key).ToDictionary(c => DataCategories.Code(c.Key), c => Count(c.Value, c.Key, null));

    /// <summary>By controller.</summary>
    public Dictionary<string, Bounds> Controllers =>
        _byController.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => Count(c.Value, null, c.Key));

    /// <summary>By both.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, Bounds>> Both => _byCategory.Keys.Order().ToDictionary(
        c => DataCategories.Code(c), c => (IReadOnlyDictionary<string, Bounds>)_byController.Keys.Order(StringComparer.Ordinal).ToDictionary(k => k, k => Count(_byBoth[(c, k)], c, k)));

    private Bounds Count(Dictionary<long, int> known, DataCategory? category, string? controller)
    {
        var levels = new long[4];
        foreach (var level in known.Values) levels[level]++;
        var named = levels[3] + levels[2] + levels[1];
        return new Bounds(levels[3], levels[3] + levels[2], Math.Max(named, Math.Min(most, named + Open(known, category, controller))));
    }

    private long Open(Dictionary<long, int> known, DataCategory? category, string? controller)
    {
        var union = new HashSet<long>();
        var here = new HashSet<long>();
        long sum = 0;
        foreach (var (categories, most, persons) in _inexact)
        {
            if (category is { } one && (categories & one) == 0) continue;
            here.Clear();
            foreach (var (person, holder) in persons)
                if (!known.ContainsKey(person) && (controller is null || holder == controller)) here.Add(person);
            union.UnionWith(here);
            sum += Math.Min(most, here.Count);
        }

        return Math.Min(sum, union.Count) + _unanswered.Where(u => category is not { } one || (u.Categories & one) != 0).Sum(u => u.Bound);
    }

    private static Dictionary<long, int> Of<TKey>(Dictionary<TKey, Dictionary<long, int>> map, TKey key) where TKey : notnull
    {
        if (!map.TryGetValue(key, out var found)) map[key] = found = [];
        return found;
    }

    private static void Raise(Dictionary<long, int> levels, long patient, int level) => levels[patient] = Math.Max(level, levels.GetValueOrDefault(patient));
}
