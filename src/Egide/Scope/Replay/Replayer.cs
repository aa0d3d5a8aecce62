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
    public const long Tolerance = 5 * Instant.Second;
    private readonly IdentityHistory _register = context.Identities;
    private readonly Dictionary<int, Match> _matches = [];

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query, its first page's.</param>
    /// <param name="profile">The source's rules.</param>
    /// <param name="from">When its first page was asked, microseconds.</param>
    /// <param name="to">When its last page was.</param>
    /// <param name="pages">Pages asked: results passed over, and page size (0 when no one states it).</param>
    /// <param name="elsewhere">Sizes of pages whose place is not known (0 not stated); null for none.</param>
    public Answer Run(DecodedQuery query, SourceProfile profile, long from, long to, IReadOnlyList<(int Offset, int Size)> pages, IReadOnlyList<int>? elsewhere = null)
    {
        var answer = new Answer();
        if (!Criteria.CanAnswer(query)) answer.Doubt = Doubt.NotUnderstood;
        else if (_register.Count == 0) answer.Doubt = Doubt.NoRegister;
        else if (from < _register.Begins) answer.Doubt = Doubt.RegisterTooLate;
        if (answer.Doubt != Doubt.None) return answer;

        // An order asked for is not the source's own: which page shows whom is then not known.
        var ordered = profile.Order.Count > 0 && (query.Sort is null || query.Sort.Replace("_id", "id", StringComparison.Ordinal) == string.Join(',', profile.Order)) && elsewhere is not { Count: > 0 };
        var listed = List(query, profile, from - Tolerance, to + Tolerance);
        if (ordered) listed.Sort((a, b) => Compare(a.Row, b.Row, profile.Order));
        var spans = PageSpan.Of(pages, profile);
        Show(answer, listed, ordered, profile.Most, spans, elsewhere is { Count: > 0 });
        answer.Matches = listed.Count;
        answer.Most = (int)Math.Min(answer.Possible.Count, Math.Max(0, Most(listed.Count, profile.Most, spans, elsewhere) - answer.Sure.Count));
        if (answer.Possible.Count > 0) answer.Doubt = Doubt.RuleUnknown;
        return answer;
    }

    /// <summary>How many records answer a query, at most.</summary>
    public int Matches(DecodedQuery query, SourceProfile profile, long from, long to) =>
        Criteria.CanAnswer(query) ? List(query, profile, from - Tolerance, to + Tolerance).Count : int.MaxValue;

    // Records that answer, in the source's order if it is known, with how sure.
    private List<(int Row, Match Match)> List(DecodedQuery query, SourceProfile profile, long from, long to)
    {
        var matcher = new PatientMatcher(context, Criteria.Of(query, profile.Parameters), profile, query.Kind == QueryKind.FhirSearch);
        _matches.Clear();
        foreach (var row in matcher.Candidates())
        {
            ref readonly var record = ref _register[row];
            if (record.From > to || _matches.ContainsKey(row)) continue;
            var closed = record.To <= from;
            if (closed && (profile.Inactive == false || !_register.IsClosedAt(row, from))) continue;
            var match = matcher.Of(row);
            if (match != Match.No && (closed || record.Use == 0)) match = profile.Inactive switch { true => match, false => Match.No, _ => Match.Maybe };
            if (match == Match.Yes && query.CountsOnly) match = Match.Maybe;
            if (match == Match.Yes && (record.From > from || !closed && (record.To <= to || !_register.IsSure(row, from, to)))) match = Match.Maybe;
            if (match != Match.No) _matches.Add(row, match);
        }

        // A record is listed once: of two versions that may have been the present one, neither is sure.
        var records = new Dictionary<int, (int Row, Match Match)>();
        foreach (var (row, match) in _matches)
        {
            var node = _register[row].Node;
            records[node] = records.TryGetValue(node, out var other) && other.Match >= match ? other : (row, match == Match.Yes && Disputed(matcher, row, from, to) ? Match.Maybe : match);
        }

        return [.. records.Values];
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
                "family" => Family(a).CompareTo(Family(b)),
                "given" => Given(a).CompareTo(Given(b)),
                "birthdate" => _register[a].Birth.First.CompareTo(_register[b].Birth.First),
                "id" => _register.CompareIds(a, b),
                _ => 0,
            };
            if (compared != 0) return compared;
        }

        return a.CompareTo(b);
    }

    // Places in the order of folded names.
    private int Family(int row) => _register.NamesOf(row) is [var first, ..] ? _register.Families.Rank(first.Family) : -1;

    private int Given(int row) => _register.NamesOf(row) is [var first, ..] ? _register.Givens.Rank(first.Given) : -1;

    private static long Most(int matches, int limit, List<PageSpan> pages, IReadOnlyList<int>? elsewhere)
    {
        var all = limit > 0 ? Math.Min(matches, limit) : matches;
        long most = pages.Sum(p => Math.Max(0, Math.Min(all, p.To) - Math.Min(all, p.From)));
        foreach (var size in elsewhere ?? []) most += size > 0 ? Math.Min(all, size) : all;
        return Math.Min(all, most);
    }

    // Before a record stand at least the sure ones and at most all; it is on a page when its place is, whichever it is.
    private static void Show(Answer answer, List<(int Row, Match Match)> listed, bool ordered, int limit, List<PageSpan> pages, bool elsewhere)
    {
        var end = limit > 0 ? limit : int.MaxValue;
        var (least, most) = (0, 0);
        foreach (var (row, match) in listed)
        {
            var (first, last) = ordered ? (least, most) : (0, listed.Count - 1);
            var best = elsewhere ? Match.Maybe : Match.No;
            foreach (var page in pages)
            {
                if (first >= page.From && last < Math.Min(page.SureTo, end)) best = match;
                else if (first < Math.Min(page.To, end) && last >= page.From && best == Match.No) best = Match.Maybe;
            }

            if (best == Match.Yes)
            {
                answer.Sure.Add(row);
                answer.Places.Add((first, last));
            }
            else if (best != Match.No) answer.Possible.Add(row);
            if (match == Match.Yes) least++;
            most++;
        }
    }
}
