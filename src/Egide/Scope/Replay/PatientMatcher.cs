using Egide.Observe.Context;
using Egide.Observe.Context.Identities;

namespace Egide.Scope.Replay;

/// <summary>A query against the register: candidates from its indexes, then each criterion; all must hold.</summary>
internal sealed class PatientMatcher
{
    private readonly RegionContext _context;
    private readonly IdentityHistory _register;
    private readonly List<(Criterion Criterion, TextMatcher[] Texts, DateMatcher[] Dates, Dictionary<int, Match>? Rows)> _all = [];
    private readonly bool _fhir;

    public PatientMatcher(RegionContext context, IReadOnlyList<Criterion> criteria, SourceProfile profile, bool fhir)
    {
        (_context, _register, _fhir) = (context, context.Identities, fhir);
        foreach (var criterion in criteria)
        {
            var texts = criterion.Kind is CriterionKind.Family or CriterionKind.Given or CriterionKind.Name or CriterionKind.Address or CriterionKind.City or CriterionKind.PostalCode or CriterionKind.Country
                ? criterion.Values.Select(v => new TextMatcher(v, criterion.Modifier, profile, fhir)).ToArray() : [];
            var dates = criterion.Kind == CriterionKind.Birth ? criterion.Values.Select(v => new DateMatcher(v)).ToArray() : [];
            _all.Add((criterion, texts, dates, criterion.Kind is CriterionKind.Identifier or CriterionKind.Id && criterion.Modifier is null ? new IdentifierMatcher(context, fhir).Of(criterion) : null));
        }
    }

    /// <summary>Versions that may answer, by the narrowest index; each at least once.</summary>
    public IEnumerable<int> Candidates()
    {
        foreach (var (_, _, _, rows) in _all)
            if (rows is not null) return rows.Keys;
        var found = new List<int>();
        var (families, givens, born) = (Names(CriterionKind.Family), Names(CriterionKind.Given), Born());
        if (families is not null && born is { } days && (givens is null || days.Last - days.First < 366)) _register.Index.OfFamiliesBorn(families, days.First, days.Last, found);
        else if (families is not null && givens is not null) _register.Index.OfNames(families, givens, found);
        else if (families is not null) _register.Index.OfFamilies(families, found);
        else if (born is { } within) _register.Index.Born(within.First, within.Last, found);
        else if (givens is not null) _register.Index.OfGivens(givens, found);
        else if (Names(CriterionKind.Name, _register.Families) is { } first && Names(CriterionKind.Name, _register.Givens) is { } second)
        {
            _register.Index.OfFamilies(first, found);
            _register.Index.OfGivens(second, found);
            _register.OfOthers(second, found);
        }
        else return Enumerable.Range(0, _register.Count);
        return found;
    }

    // Names that one criterion of a kind allows, or null when it leaves all open.
    private HashSet<int>? Names(CriterionKind kind, NameTable? table = null)
    {
        table ??= kind == CriterionKind.Given ? _register.Givens : _register.Families;
        foreach (var (criterion, texts, _, _) in _all)
        {
            if (criterion.Kind != kind || criterion.Modifier is not (null or "exact" or "contains") || Array.Exists(texts, t => t.Text.Length == 0)) continue;
            // Words of a name may stand in parts that are indexed apart.
            if (kind == CriterionKind.Name && Array.Exists(texts, t => t.Text.Any(char.IsWhiteSpace))) continue;
            HashSet<int>? names = null;
            foreach (var text in texts)
            {
                var some = text.IsBeginning ? table.Beginning(text.Text) : table.Holding(text.Text);
                if (names is null) names = some;
                else names.UnionWith(some);
            }

            return names;
        }

        return null;
    }

    // Days that the birth criteria allow, or null when they leave all open. Two bounds are two criteria: together they are an interval.
    private (int First, int Last)? Born()
    {
        foreach (var (criterion, _, dates, _) in _all)
        {
            if (criterion.Kind != CriterionKind.Birth || criterion.Modifier is not null || criterion.Values.Any(v => v.StartsWith("ne", StringComparison.Ordinal) || v.StartsWith("ap", StringComparison.Ordinal)) || Array.Exists(dates, d => !d.IsUnderstood)) continue;
            var ranges = _all.Where(a => a.Criterion.Kind == CriterionKind.Birth && a.Criterion.Modifier is null && a.Dates.Length == 1).Select(a => a.Dates[0].Within).ToList();
            if (ranges.Count == 0) ranges.Add((dates.Min(d => d.Within.First), dates.Max(d => d.Within.Last)));
            return (ranges.Max(r => r.First), ranges.Min(r => r.Last));
        }

        return null;
    }

    /// <summary>Whether a version answers.</summary>
    public Match Of(int row)
    {
        var all = Match.Yes;
        foreach (var (criterion, texts, dates, rows) in _all)
        {
            var one = One(row, criterion, texts, dates, rows);
            if (one == Match.No) return Match.No;
            if (one < all) all = one;
        }

        return all;
    }

    private Match One(int row, Criterion criterion, TextMatcher[] texts, DateMatcher[] dates, Dictionary<int, Match>? rows)
    {
        ref readonly var record = ref _register[row];
        if (criterion.Modifier == "missing") return MissingMatcher.Of(_register, row, criterion);
        var textual = texts.Length > 0 && criterion.Modifier is "exact" or "contains";
        if (criterion.Modifier is not null && !textual) return criterion is { Kind: CriterionKind.Sex, Modifier: "not" } ? SexMatcher.Of(record.Sex, criterion.Values, negated: true, _fhir) : Match.Maybe;
        switch (criterion.Kind)
        {
            case CriterionKind.Family or CriterionKind.Given or CriterionKind.Name:
                return Names(row, criterion.Kind, texts);
            case CriterionKind.Birth:
                var born = Match.No;
                foreach (var date in dates) born = Max(born, date.Of(record.Birth));
                return born;
            case CriterionKind.Sex:
                return SexMatcher.Of(record.Sex, criterion.Values, negated: false, _fhir);
            case CriterionKind.Identifier or CriterionKind.Id:
                return rows!.GetValueOrDefault(row);
            case CriterionKind.Active:
                return Active(record.Use, criterion.Values);
            case CriterionKind.Organisation:
                return Organisation(record.Controller, criterion.Values);
            case CriterionKind.Unknown or CriterionKind.Ignored:
                return Match.Maybe;
            default:
                return ContactMatcher.Of(_register.ContactsOf(row), criterion, texts);
        }
    }

    private Match Names(int row, CriterionKind kind, TextMatcher[] texts)
    {
        var best = Match.No;
        foreach (var (family, given, _) in _register.NamesOf(row))
        {
            foreach (var text in texts)
            {
                if (kind != CriterionKind.Given && family >= 0) best = Max(best, text.Of(_register.Families.Text(family), _register.Families.Folded(family), _register.Families.Squeezed(family)));
                if (kind != CriterionKind.Family && given >= 0) best = Max(best, text.Of(_register.Givens.Text(given), _register.Givens.Folded(given), _register.Givens.Squeezed(given)));
                if (best == Match.Yes) return best;
            }
        }

        if (best != Match.No || kind != CriterionKind.Name) return best;
        // FHIR leaves to the server whether a search by name looks at prefix, suffix and text, or at the parts together.
        foreach (var other in _register.OthersOf(row))
            foreach (var text in texts)
                if (text.Of(_register.Givens.Text(other), _register.Givens.Folded(other), _register.Givens.Squeezed(other)) != Match.No) return Match.Maybe;
        return texts.Any(t => t.IsSpread(Parts(row))) ? Match.Maybe : Match.No;
    }

    private List<string> Parts(int row)
    {
        var parts = new List<string>();
        foreach (var (family, given, _) in _register.NamesOf(row))
        {
            if (family >= 0) parts.Add(_register.Families.Squeezed(family));
            if (given >= 0) parts.Add(_register.Givens.Squeezed(given));
        }

        return parts;
    }

    // A record that does not say is neither in use nor out of it.
    private static Match Active(byte use, IReadOnlyList<string> values) => use switch
    {
        0 => values.Any(v => v.EndsWith("false", StringComparison.Ordinal)) ? Match.Yes : Match.No,
        2 => values.Any(v => v.EndsWith("true", StringComparison.Ordinal)) ? Match.Yes : Match.No,
        _ => Match.No,
    };

    private Match Organisation(int controller, IReadOnlyList<string> values)
    {
        if (_context.ControllerName(controller) is not { } holder) return Match.Maybe;
        foreach (var value in values)
        {
            var id = value[(value.LastIndexOfAny(['/', '|']) + 1)..];
            if (id == holder || _context.ControllerOf(id) == holder) return Match.Yes;
        }

        return Match.No;
    }

    private static Match Max(Match a, Match b) => a > b ? a : b;
}
