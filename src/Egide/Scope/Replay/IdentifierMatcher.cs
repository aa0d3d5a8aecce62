using Egide.Observe.Context;
using Egide.Observe.Context.Identities;

namespace Egide.Scope.Replay;

/// <summary>
/// The versions that hold an identifier asked for. FHIR has four ways of asking (R4 3.1.1.4.10): of any authority, of one, of
/// none, and any number of one. What a server may see otherwise (case, an INS written another way) is possible.
/// </summary>
internal sealed class IdentifierMatcher(RegionContext context, bool fhir)
{
    private readonly IdentityHistory _register = context.Identities;
    private readonly Dictionary<int, Match> _rows = [];

    /// <summary>Rows that may answer, with how sure.</summary>
    public Dictionary<int, Match> Of(Criterion criterion)
    {
        foreach (var value in criterion.Values)
        {
            if (criterion.Kind == CriterionKind.Id) Take(PatientIdentifier.Fhir, value);
            else if (value.Contains('^', StringComparison.Ordinal) && !fhir) Take(null, value);
            else if (value.IndexOf('|', StringComparison.Ordinal) is var bar && bar < 0) Any(value);
            else if (bar == 0) Unassigned(value[1..]);
            else if (bar == value.Length - 1) Whole(value[..bar]);
            else Take(value[..bar], value[(bar + 1)..]);
        }

        return _rows;
    }

    private void Any(string number)
    {
        foreach (var known in _register.Systems)
            if (!fhir || known != PatientIdentifier.Fhir) Take(known, number, isAny: true);
        Unassigned(number);
    }

    private void Unassigned(string number)
    {
        foreach (var row in _register.OfUnassigned(number)) Keep(row, Match.Yes);
        foreach (var row in _register.OfCaseless(new PatientIdentifier("", number))) Keep(row, Match.Maybe);
    }

    private void Whole(string system)
    {
        var normal = PatientIdentifier.Normalise(system, "");
        foreach (var row in _register.OfSystem(normal.System)) Keep(row, normal.IsIns || IsBareOid(system) ? Match.Maybe : Match.Yes);
    }

    private void Take(string? system, string number, bool isAny = false)
    {
        var asked = PatientIdentifier.Normalise(system, number);
        var node = context.NodeOf(system, number);
        if (node >= 0)
            foreach (var row in _register.OfNode(node)) Keep(row, !fhir || IsWritten(row, system, number, asked, isAny) ? Match.Yes : Match.Maybe);
        if (fhir && asked.System != PatientIdentifier.Fhir)
            foreach (var row in _register.OfCaseless(asked)) Keep(row, Match.Maybe);
    }

    // One INS has several writings that are one number here and not to a server, which compares texts.
    private bool IsWritten(int row, string? system, string number, PatientIdentifier asked, bool isAny)
    {
        if (!asked.IsIns) return isAny || system is null || !IsBareOid(system);
        ref readonly var record = ref _register[row];
        var (key, isNia) = IdentityHistory.Form(new PatientIdentifier(system ?? asked.System, number));
        return record.HasIns && record.InsKey == key && key != IdentityRow.OtherForm && (isAny || record.IsNia == isNia && !IsBareOid(system ?? ""));
    }

    private static bool IsBareOid(string system) => system.StartsWith("1.", StringComparison.Ordinal) || system.StartsWith("2.", StringComparison.Ordinal);

    private void Keep(int row, Match match)
    {
        if (!_rows.TryGetValue(row, out var known) || match > known) _rows[row] = match;
    }
}
