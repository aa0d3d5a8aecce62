using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Context.Identities;
using Egide.Observe.Queries;

namespace Egide.Scope.Replay;

/// <summary>
/// Runs a captured query again on the register as it was, as its source would have answered. The pages that were asked
/// decide who was shown; where order, page size or a rule is not known, more persons are possible and fewer are sure.
/// </summary>
internal sealed class Replayer(RegionContext context)
{
    // Clocks are corrected to about this; a version that changed within it may or may not have been the one shown.
    private const long Tolerance = 5 * Instant.Second;
    private readonly IdentityHistory _register = context.Identities;
    private readonly Dictionary<int, Match> _matches = [];

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query, its first page's.</param>
    /// <param name="profile">The source's rules.</param>
    /// <param name="from">When its first page was asked, microseconds.</param>
    /// <param name="to">When its last page was.</param>
    /// <param name="pages">Pages asked: results passed over, and page size (0 when no one states it).</param>
    public Answer Run(DecodedQuery query, SourceProfile profile, long from, long to, IReadOnlyList<(int Offset, int Size)> pages)
    {
        var answer = new Answer();
        if (!Criteria.CanAnswer(query)) answer.Doubt = Doubt.NotUnderstood;
        else if (_register.Count == 0) answer.Doubt = Doubt.NoRegister;
        else if (from < _register.Begins) answer.Doubt = Doubt.RegisterTooLate;
        if (answer.Doubt != Doubt.None) return answer;

        // An order that the query states is another than the profile's, and how a server breaks its ties is not known.
        if (query["_sort"] is { } sort && sort.Replace("_id", "id", StringComparison.Ordinal) != string.Join(',', profile.Order)) profile = profile with { Order = [] };
        var listed = List(query, profile, from - Tolerance, to + Tolerance);
        var shown = Shown(listed, profile, Pages(pages, profile));
        foreach (var (row, match) in shown)
        {
            if (match == Match.Yes) answer.Sure.Add(row);
            else answer.Possible.Add(row);
        }

        answer.Most = Math.Min(answer.Possible.Count, Math.Max(0, Most(listed.Count, profile, Pages(pages, profile)) - answer.Sure.Count));
        if (answer.Possible.Count > 0) answer.Doubt = Doubt.RuleUnknown;
        return answer;
    }

    // Records that answer, in the source's order if it is known, with how sure.
    private List<(int Row, Match Match)> List(DecodedQuery query, SourceProfile profile, long from, long to)
    {
        var matcher = new PatientMatcher(context, Criteria.Of(query), profile, query.Kind == QueryKind.FhirSearch);
        var countOnly = Criteria.AsksCount(query);
        _matches.Clear();
        foreach (var row in matcher.Candidates())
        {
            ref readonly var record = ref _register[row];
            if (record.From > to || record.To <= from || _matches.ContainsKey(row)) continue;
            var match = matcher.Of(row);
            if (match != Match.No && (record.Use is 0 or 3)) match = profile.Inactive switch { true => match, false => Match.No, _ => Match.Maybe };
            if (match == Match.Yes && countOnly) match = Match.Maybe;
            if (match == Match.Yes && (record.From > from || record.To <= to)) match = Match.Maybe;
            _matches[row] = match;
        }

        // A record is listed once: of two versions that may have been the present one, neither is sure.
        var records = new Dictionary<int, (int Row, Match Match)>();
        foreach (var (row, match) in _matches)
        {
            if (match == Match.No) continue;
            var node = _register[row].Node;
            records[node] = records.TryGetValue(node, out var other) && other.Match >= match ? other : (row, match == Match.Yes && Disputed(matcher, row, from, to) ? Match.Maybe : match);
        }

        var listed = records.Values.ToList();
        if (profile.Order.Count > 0) listed.Sort((a, b) => Compare(a.Row, b.Row, profile.Order));
        return listed;
    }

    // Two versions of a record valid at once disagree: registers that were not reconciled, or versions out of order.
    private bool Disputed(PatientMatcher matcher, int row, long from, long to)
    {
        var node = _register[row].Node;
        foreach (var other in _register.OfNode(node))
        {
            ref readonly var record = ref _register[other];
            if (other != row && record.Node == node && record.From <= from && record.To > to && matcher.Of(other) == Match.No) return true;
        }

        return false;
    }

    private int Compare(int a, int b, IReadOnlyList<string> order)
    {
        foreach (var key in order)
        {
            var compared = key switch
            {
                "family" => string.CompareOrdinal(Family(a), Family(b)),
                "given" => string.CompareOrdinal(Given(a), Given(b)),
                "birthdate" => _register[a].Birth.First.CompareTo(_register[b].Birth.First),
                "id" => string.CompareOrdinal(_register[a].Id, _register[b].Id),
                _ => 0,
            };
            if (compared != 0) return compared;
        }

        return a.CompareTo(b);
    }

    private string Family(int row) => _register.NamesOf(row) is [var first, ..] ? _register.Families.Folded(first.Family) : "";

    private string Given(int row) => _register.NamesOf(row) is [var first, ..] ? _register.Givens.Folded(first.Given) : "";

    // Pages next to each other are one longer page.
    private static List<(int From, int To, bool SizeKnown)> Pages(IReadOnlyList<(int Offset, int Size)> pages, SourceProfile profile)
    {
        var merged = new List<(int From, int To, bool SizeKnown)>();
        foreach (var (offset, stated) in pages.OrderBy(p => p.Offset))
        {
            var size = stated > 0 ? stated : profile.Page;
            var (from, to, known) = (offset, size > 0 ? offset + size : int.MaxValue, size > 0);
            if (merged.Count > 0 && from <= merged[^1].To) merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to), merged[^1].SizeKnown && known);
            else merged.Add((from, to, known));
        }

        return merged;
    }

    private static int Most(int matches, SourceProfile profile, List<(int From, int To, bool SizeKnown)> pages)
    {
        var all = profile.Most > 0 ? Math.Min(matches, profile.Most) : matches;
        return pages.Sum(p => Math.Max(0, Math.Min(all, p.To) - Math.Min(all, p.From)));
    }

    // Before a record stand at least the sure ones and at most all; it is on a page when its place is, whichever it is.
    private static List<(int Row, Match Match)> Shown(List<(int Row, Match Match)> listed, SourceProfile profile, List<(int From, int To, bool SizeKnown)> pages)
    {
        var shown = new List<(int, Match)>();
        var ordered = profile.Order.Count > 0;
        var limit = profile.Most > 0 ? profile.Most : int.MaxValue;
        var (least, most) = (0, 0);
        foreach (var (row, match) in listed)
        {
            var (first, last) = ordered ? (least, most) : (0, listed.Count - 1);
            var best = Match.No;
            foreach (var page in pages)
            {
                var end = Math.Min(page.To, limit);
                // A page whose size no one states shows its first result at least.
                var certain = page.SizeKnown ? end : Math.Min(end, page.From + 1);
                if (first >= page.From && last < certain) best = match;
                else if (first < end && last >= page.From && best == Match.No) best = Match.Maybe;
            }

            if (best != Match.No) shown.Add((row, best));
            if (match == Match.Yes) least++;
            most++;
        }

        return shown;
    }
}
