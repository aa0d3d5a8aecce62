using System.Text;
using Egide.Observe;
using Egide.Observe.Data;
using Egide.Observe.Queries;

namespace Egide.Scope.Replay;

/// <summary>
/// Puts the searches of a session together into questions: later pages belong to the search they continue. Whatever may
/// change who is shown, or what of them, makes another question: criteria, elements, order, source.
/// </summary>
internal sealed class Askings
{
    // People leaf through a list for minutes, servers keep one open for about as long.
    private const long Together = 30 * Instant.Minute;
    private readonly Dictionary<string, Asking> _open = new(StringComparer.Ordinal);
    private int _session = -1;
    private string _incident = "";

    /// <summary>All questions.</summary>
    public List<Asking> All { get; } = [];

    /// <summary>Takes the next search, in order of incident, session and time.</summary>
    public void Add(string incident, int level, int session, string source, string? text, long at, int bound, int results, DataCategory categories, long position, AccessFlags flags = AccessFlags.None)
    {
        if (session != _session || incident != _incident)
        {
            (_session, _incident) = (session, incident);
            _open.Clear();
        }

        var query = text is null ? new DecodedQuery(QueryKind.Unknown, "") : QueryDecoder.Decode(text);
        if (query.CountsOnly) return;
        var handle = query is { Resource: null, Kind: QueryKind.FhirSearch } && query.Continuation?.StartsWith("_getpages=", StringComparison.Ordinal) == true ? query.Continuation : null;
        var asking = handle is null ? Question(incident, level, source, query, at) : Continued(incident, level, source, query, handle, at);
        // A list that the server keeps open is not made anew for its later pages; a question asked again is.
        if (handle is null) asking.To = at;
        asking.LastPage = at;
        asking.Categories |= categories;
        // An answer that was no empty list, of unknown count, had one more than its page passes over.
        if (results < 0 && (flags & AccessFlags.NotEmpty) != 0) results = 1 + (query.Offset ?? Math.Max(0, ((query.Page ?? 1) - 1) * (query.Count ?? 0)));
        asking.Pages.Add(new PageAsked(query.Offset, query.Page, Math.Max(0, query.Count ?? 0), handle is null ? query.Continuation : null, bound, results, position, at));
    }

    private Asking Question(string incident, int level, string source, DecodedQuery query, long at)
    {
        // A search whose record does not say what was asked is like no other.
        var key = query.Parameters.Count == 0 ? null : Key(query, source);
        if (key is not null && _open.TryGetValue(key, out var known) && at - known.LastPage <= Together) return known;
        var asking = New(incident, level, source, query, at, null);
        if (key is not null) _open[key] = asking;
        return asking;
    }

    // A page link names the list it continues by a handle that no record of the search holds: the one question that it can be of.
    private Asking Continued(string incident, int level, string source, DecodedQuery query, string handle, long at)
    {
        var open = _open.Values.Where(a => a.Source == source && a.Query is { Kind: QueryKind.FhirSearch, Resource: "Patient" } && at - a.LastPage <= Together).ToList();
        if (open.Find(a => a.Handle == handle) is { } known) return known;
        var candidates = open.Where(a => a.Handle is null).ToList();
        if (candidates.Count == 1)
        {
            candidates[0].Handle = handle;
            return candidates[0];
        }

        if (_open.TryGetValue(handle, out var alone)) return alone;
        return _open[handle] = New(incident, level, source, query, at, candidates);
    }

    private Asking New(string incident, int level, string source, DecodedQuery query, long at, IReadOnlyList<Asking>? mayContinue)
    {
        var asking = new Asking { Incident = incident, Level = level, Source = source, Query = query, MayContinue = mayContinue, From = at, To = at, LastPage = at };
        All.Add(asking);
        return asking;
    }

    private static string Key(DecodedQuery query, string source)
    {
        var key = new StringBuilder(source).Append(' ').Append((int)query.Kind).Append(' ').Append(query.Resource).Append(query.Operation).Append('[').AppendJoin(',', query.Elements).Append(']');
        foreach (var (name, modifier, value) in query.Parameters)
            if (query.Continuation is null || !query.Continuation.StartsWith(name + "=", StringComparison.Ordinal)) key.Append('&').Append(name).Append(':').Append(modifier).Append('=').Append(value);
        return key.ToString();
    }
}
