namespace Egide.Scope.Replay;

/// <summary>A criterion on sex: FHIR's words, HL7's letters.</summary>
internal static class SexMatcher
{
    private const string System = "http://hl7.org/fhir/administrative-gender";
    private static readonly string[] Words = ["male", "female", "other", "unknown"];

    /// <summary>Whether a record of a sex (its word's first letter, 0 for none) answers.</summary>
    public static Match Of(byte sex, IReadOnlyList<string> values, bool negated, bool fhir)
    {
        var best = Match.No;
        foreach (var value in values)
        {
            var one = fhir ? Word(sex, value) : Letter(sex, value);
            if (one > best) best = one;
        }

        if (!negated) return best;
        // A record that says nothing holds no match (R4's definition of the modifier). "Not one or the other" is neither of them to
        // most servers and anybody to others.
        return best == Match.Maybe || best == Match.Yes && values.Count > 1 ? Match.Maybe : best == Match.Yes ? Match.No : Match.Yes;
    }

    // HL7's M, F, U (v2), UN (v3) and FHIR's words begin alike but for "undifferentiated".
    private static Match Letter(byte sex, string value)
    {
        var code = value[(value.LastIndexOf('|') + 1)..];
        return code.Length > 0 && char.ToLowerInvariant(code[0]) == (char)sex ? Match.Yes : Match.No;
    }

    private static Match Word(byte sex, string value)
    {
        if (sex == 0) return Match.No;
        var bar = value.LastIndexOf('|');
        var code = value[(bar + 1)..];
        if (bar >= 0 && value[..bar] is not ("" or System)) return Match.No;
        if (code.Length == 0) return bar > 0 ? Match.Maybe : Match.No;
        var word = Words.FirstOrDefault(w => w[0] == (char)sex);
        // A code's system is implied by its element: servers differ in whether it can be named.
        return code == word && bar < 0 ? Match.Yes : string.Equals(code, word, StringComparison.OrdinalIgnoreCase) ? Match.Maybe : Match.No;
    }
}
