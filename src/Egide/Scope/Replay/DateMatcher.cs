using Egide.Observe.Context.Identities;

namespace Egide.Scope.Replay;

/// <summary>A birth date criterion, by the rules of FHIR R4 3.1.1.4.7 (prefixes; partial dates are intervals).</summary>
internal readonly struct DateMatcher
{
    private readonly string _prefix;
    private readonly DateSpan _asked;

    /// <summary>Reads a value such as <c>ge1961-05</c>; HL7's <c>19610520</c> has no prefix.</summary>
    public DateMatcher(string value)
    {
        _prefix = value.Length > 2 && char.IsAsciiLetterLower(value[0]) && char.IsAsciiLetterLower(value[1]) ? value[..2] : "eq";
        _asked = DateSpan.Parse(_prefix == "eq" && !value.StartsWith("eq", StringComparison.Ordinal) ? value : value[2..]);
    }

    /// <summary>Whether it is a date.</summary>
    public bool IsUnderstood => _asked.IsKnown;

    /// <summary>Days that any answer is born within; everything when the date is not understood.</summary>
    public (int First, int Last) Within => !_asked.IsKnown ? (0, int.MaxValue) : _prefix switch
    {
        "eq" => (_asked.First, _asked.Last),
        "gt" or "sa" => (_asked.First, int.MaxValue),
        "ge" => (_asked.First, int.MaxValue),
        "lt" or "eb" or "le" => (0, _asked.Last),
        _ => (0, int.MaxValue),
    };

    /// <summary>Whether a birth date answers.</summary>
    public Match Of(DateSpan born)
    {
        if (!_asked.IsKnown) return Match.Maybe;
        if (!born.IsKnown) return _prefix is "ne" or "ap" ? Match.Maybe : Match.No;
        // A record known to the month or year is an interval to the standard, its first day or its overlap to some servers:
        // where they part, it may answer.
        var inside = _asked.First <= born.First && born.Last <= _asked.Last;
        var outside = born.Last < _asked.First || born.First > _asked.Last;
        return _prefix switch
        {
            "eq" => Is(inside, outside),
            "ne" => Is(outside, inside),
            "gt" or "sa" => Is(born.First > _asked.Last, born.Last <= _asked.Last),
            "lt" or "eb" => Is(born.Last < _asked.First, born.First >= _asked.First),
            "ge" => Is(born.First >= _asked.First, born.Last < _asked.First),
            "le" => Is(born.Last <= _asked.Last, born.First > _asked.Last),
            // About: how near is the server's own idea.
            "ap" => inside ? Match.Yes : Match.Maybe,
            _ => Match.Maybe,
        };
    }

    private static Match Is(bool certainly, bool certainlyNot) => certainly ? Match.Yes : certainlyNot ? Match.No : Match.Maybe;
}
