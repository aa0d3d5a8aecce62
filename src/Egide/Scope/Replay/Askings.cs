using System.Text;
using Egide.Observe.Data;
using Egide.Observe.Queries;

namespace Egide.Scope.Replay;

/// <summary>Puts the searches of a session together into questions: later pages belong to the search they continue.</summary>
internal sealed class Askings
{
    // People leaf through a list for minutes, servers keep one open for about as long.
    private const long Together = 30 * Egide.Observe.Instant.Minute;
    private readonly Dictionary<string, Asking> _open = new(StringComparer.Ordinal);
    private int _session = -1;
    private string _incident = "";
    private Asking? _last;

    /// <summary>All questions.</summary>
    public List<Asking> All { get; } = [];

    /// <summary>Takes the next search, in order of incident, session and time.</summary>
    public void Add(string incident, int level, int session, string source, string? text, long at, int bound, DataCategory categories, long position)
    {
        if (session != _session || incident != _incident)
        {
            (_session, _incident, _last) = (session, incident, null);
            _open.Clear();
        }

        var query = text is null ? new DecodedQuery(QueryKind.Unknown, "") : QueryDecoder.Decode(text);
        var continues = query is { Resource: null, Kind: QueryKind.FhirSearch } && query.Text.Contains("_getpages=", StringComparison.Ordinal);
        var key = continues ? "" : Key(query);
        var asking = continues ? _last : _open.GetValueOrDefault(key);
        if (asking is null || at - asking.LastPage > Together || asking.Source != source && continues)
        {
            asking = new Asking { Incident = incident, Level = level, Source = source, Query = query, PageAlone = continues, From = at, To = at, LastPage = at };
            All.Add(asking);
            if (!continues) _open[key] = asking;
        }

        if (!continues) (_last, asking.To) = (asking, at);
        asking.LastPage = at;
        asking.Categories |= categories;
        var size = Math.Max(0, query.Count ?? 0);
        asking.Pages.Add((query.Offset ?? Math.Max(0, (query.Page ?? 1) - 1) * size, size, bound, position));
    }

    // A question without its paging: what is asked, by what, of what.
    private static string Key(DecodedQuery query)
    {
        if (query.Kind == QueryKind.Unknown || query.Parameters.Count == 0) return query.Text;
        var key = new StringBuilder().Append((int)query.Kind).Append(' ').Append(query.Resource).Append(query.Operation);
        foreach (var (name, modifier, value) in query.Parameters)
            if (!name.StartsWith('_')) key.Append('&').Append(name).Append(':').Append(modifier).Append('=').Append(value);
        return key.ToString();
    }
}
