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
        if (query.Criteria.Exists(criterion => criterion.Name == "_id")) return ById(query);
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

    // Those asked for by id are few, and all are read for each page: what they come to can then be said.
    private TracePage ById(SearchQuery query)
    {
        var found = new List<(long Position, Records.TraceDocument Document)>();
        foreach (var position in Asked(query).OrderDescending())
            if (archive.Document(position) is { } document && Matches(query, document)) found.Add((position, document));
        var rest = query.From is { } from ? found.FindAll(one => one.Position < from.Position) : found;
        var page = rest.Take(query.Count).ToList();
        return new TracePage(page, page.Count < rest.Count ? (0, page[^1].Position) : null) { Total = found.Count };
    }

    // One _id after another wants a record that each of them names.
    private static IEnumerable<long> Asked(SearchQuery query) => query.Criteria.Where(criterion => criterion.Name == "_id")
        .Select(ids => ids.Values.Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : -1).Where(at => at >= 0))
        .Aggregate((some, others) => some.Intersect(others)).Distinct();

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
