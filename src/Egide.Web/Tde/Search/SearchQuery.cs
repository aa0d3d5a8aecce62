using System.Globalization;
using System.Text;

namespace Egide.Web.Tde.Search;

/// <summary>A search as asked: what is wanted, how much of it, and where the page before ended.</summary>
internal sealed class SearchQuery
{
    public const int Usual = 50;
    public const int Most = 1000;
    private const string After = "_page";
    private static readonly HashSet<string> Harmless = new(["_format", "_pretty"], StringComparer.Ordinal);
    private readonly List<(string Name, string Value)> _understood = [];

    /// <summary>What is wanted, all of it.</summary>
    public List<Criterion> Criteria { get; } = [];

    /// <summary>Entries on a page.</summary>
    public int Count { get; private set; } = Usual;

    /// <summary>Time and position of the last entry of the page before; null on the first.</summary>
    public (long Time, long Position)? From { get; private set; }

    /// <summary>Parameters that were not understood.</summary>
    public List<string> Ignored { get; } = [];

    /// <summary>Reads the parameters of a search.</summary>
    /// <param name="parameters">Names and values, in the client's order.</param>
    /// <param name="now">Microseconds.</param>
    /// <returns>The query, or what is wrong with it.</returns>
    public static (SearchQuery? Query, string? Fault) Parse(IEnumerable<(string Name, string Value)> parameters, long now)
    {
        var query = new SearchQuery();
        foreach (var (name, value) in parameters)
            if (query.Take(name, value, now) is { } fault) return (null, fault);
        return (query, null);
    }

    /// <summary>Bounds that one date parameter sets, microseconds.</summary>
    public (long Low, long High) Bounds(string name)
    {
        var (low, high) = (long.MinValue, long.MaxValue);
        foreach (var criterion in Criteria)
            if (criterion.Name == name) (low, high) = (Math.Max(low, criterion.Bounds.Low), Math.Min(high, criterion.Bounds.High));
        return (low, high);
    }

    /// <summary>The address of this page: what was understood of it.</summary>
    public string Self(string resource) => Link(resource, From);

    /// <summary>The address of the page after an entry.</summary>
    public string Next(string resource, (long Time, long Position) last) => Link(resource, last);

    private string? Take(string name, string value, long now)
    {
        if (name == "_count") return TakeCount(value);
        if (name == After) return TakeAfter(value);
        if (name == "_sort" && value == "-date") return Understand(name, value);
        if (Harmless.Contains(name)) return Understand(name, value);
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (plain, modifier) = colon < 0 ? (name, null) : (name[..colon], name[(colon + 1)..]);
        // "patient:Patient.identifier" is the long way to write "patient.identifier".
        if (modifier?.EndsWith(".identifier", StringComparison.Ordinal) == true) (plain, modifier) = (plain + ".identifier", null);
        if (!Parameters.All.ContainsKey(plain))
        {
            Ignored.Add(name);
            return null;
        }

        var (criterion, fault) = Criterion.Parse(plain, modifier is "" ? null : modifier, value, now);
        if (criterion is null) return fault;
        if (plain == "_id" && criterion.Values.Count > Most) return string.Create(CultureInfo.InvariantCulture, $"_id names at most {Most} records: ask for the rest in another search.");
        Criteria.Add(criterion);
        return Understand(name, value);
    }

    private string? Understand(string name, string value)
    {
        _understood.Add((name, value));
        return null;
    }

    private string? TakeCount(string value)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            return "_count must be a number from 1 on: this server does not count what it does not show.";
        Count = Math.Min(count, Most);
        return null;
    }

    private string? TakeAfter(string value)
    {
        const string Wrong = "_page is none of this server's: follow the link of the page before as it is.";
        var bytes = new byte[24];
        if (value.Length > 40 || !Convert.TryFromBase64String(value.Replace('-', '+').Replace('_', '/').PadRight((value.Length + 3) / 4 * 4, '='), bytes, out var length) || length != 16) return Wrong;
        From = (BitConverter.ToInt64(bytes, 0), BitConverter.ToInt64(bytes, 8));
        return null;
    }

    private string Link(string resource, (long Time, long Position)? from)
    {
        var link = new StringBuilder(resource);
        var mark = '?';
        void Add(string name, string value)
        {
            link.Append(mark).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        foreach (var (name, value) in _understood) Add(name, value);
        Add("_count", Count.ToString(CultureInfo.InvariantCulture));
        if (from is { } last) Add(After, Convert.ToBase64String([.. BitConverter.GetBytes(last.Time), .. BitConverter.GetBytes(last.Position)]).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        return link.ToString();
    }
}
