using System.Globalization;
using Egide.Web.Tde.Postings;
using Egide.Web.Tde.Search;

namespace Egide.Web.Tde;

/// <summary>
/// Answers searches: the index finds what may match, the newest first; each is read from the journal and matched as FHIR says. A page
/// walks and reads only so much: one that found less than was asked for by then has a link to the rest.
/// </summary>
internal sealed class TraceSearch(TraceIndex index, TraceArchive archive)
{
    private const int MostWalked = 50_000;
    private const int MostRead = 3_000;
    private static readonly long Day = Observe.Instant.Day;

    public TracePage Find(SearchQuery query)
    {
        if (query.Criteria.Find(criterion => criterion.Name == "_id") is { } ids) return ById(query, ids);
        var finder = Plan(query);
        var entries = new List<(long, Records.TraceDocument)>();
        var (read, last) = (0, query.From);
        foreach (var (time, position) in finder.Find(query.From))
        {
            // One more than the page holds tells whether there is a next.
            if (entries.Count == query.Count || read == MostRead) return new TracePage(entries, last ?? (time, position));
            read++;
            last = (time, position);
            if (archive.Document(position) is { } document && Matches(query, document)) entries.Add((position, document));
        }

        return new TracePage(entries, finder.GaveUp);
    }

    private TracePage ById(SearchQuery query, Criterion ids)
    {
        var entries = new List<(long, Records.TraceDocument)>();
        foreach (var position in ids.Values.Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : -1).Distinct().OrderDescending().Take(query.Count))
            if (position >= 0 && archive.Document(position) is { } document && Matches(query, document)) entries.Add((position, document));
        return new TracePage(entries, null);
    }

    // When only the time of the event itself is asked for, the index is walked by it; else by when it was recorded.
    private Finder Plan(SearchQuery query)
    {
        var terms = query.Criteria.Select(criterion => criterion.IndexKeys()).OfType<ulong[]>().ToList();
        var (low, high) = query.Bounds("date");
        var started = query.Bounds(Parameters.PeriodStart);
        if (terms.Count == 0 && (low, high) == (long.MinValue, long.MaxValue) && started != (long.MinValue, long.MaxValue))
            return new Finder(index.Runs, [[Keys.Started]], started.Low == long.MinValue ? started.Low : started.Low - Day, started.High, MostWalked);
        return new Finder(index.Runs, terms.Count == 0 ? [[Keys.All]] : terms, low, high, MostWalked);
    }

    private static bool Matches(SearchQuery query, Records.TraceDocument document) =>
        query.Criteria.TrueForAll(criterion => criterion.Name == "_id" || criterion.Matches(document.Facets));
}
