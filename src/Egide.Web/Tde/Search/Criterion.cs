namespace Egide.Web.Tde.Search;

/// <summary>One search parameter as asked: any of its values will do.</summary>
internal sealed class Criterion
{
    private readonly string _name;
    private readonly string? _modifier;
    private readonly ParameterKind _kind;
    private readonly IReadOnlyList<string> _values;
    private readonly List<DateTest> _dates = [];

    private Criterion(string name, string? modifier, ParameterKind kind, IReadOnlyList<string> values) => (_name, _modifier, _kind, _values) = (name, modifier, kind, values);

    /// <summary>Reads a parameter that is known.</summary>
    /// <param name="name">Its name, a modifier left off.</param>
    /// <param name="modifier">The modifier, or null.</param>
    /// <param name="value">As the client wrote it.</param>
    /// <param name="now">Microseconds.</param>
    /// <returns>The criterion, or what is wrong with it.</returns>
    public static (Criterion? Read, string? Fault) Parse(string name, string? modifier, string value, long now)
    {
        var kind = Parameters.All[name];
        if (modifier == "identifier" && kind == ParameterKind.Reference) (name, modifier, kind) = (name + ".identifier", null, ParameterKind.Identifier);
        else if (modifier is not null && !Takes(kind, modifier)) return (null, $"{name} does not take the modifier :{modifier}.");
        var values = Split(value).Where(v => v.Length > 0).Select(v => kind == ParameterKind.Reference && modifier is not null ? $"{modifier}/{Keys.IdOf(v)}" : v).ToList();
        if (values.Count == 0) return (null, $"{name} has no value.");
        var criterion = new Criterion(name, modifier, kind, values);
        if (kind != ParameterKind.Date) return (criterion, null);
        foreach (var written in values)
        {
            if (DateTest.Parse(written, now) is not { } test) return (null, $"A value of {name} is no FHIR date: write 2026-11-24 or 2026-11-24T10:00:00Z, after eq, ne, gt, lt, ge, le, sa, eb or ap.");
            criterion._dates.Add(test);
        }

        return (criterion, null);
    }

    /// <summary>Its parameter; identifiers of what is referred to have a name of their own.</summary>
    public string Name => _name;

    /// <summary>Its values.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Earliest and latest instants, when it is a date.</summary>
    public (long Low, long High) Bounds => _dates.Count == 0 ? (long.MinValue, long.MaxValue) : (_dates.Min(d => d.Bounds.Low), _dates.Max(d => d.Bounds.High));

    /// <summary>Keys of the index of which a matching record has one; null when it can match records that have none.</summary>
    public ulong[]? IndexKeys()
    {
        if (_kind == ParameterKind.Date || _modifier is "not" or "contains") return null;
        var keys = new List<ulong>();
        foreach (var value in _values)
        {
            if (Keys.Find(_name, _kind, _kind is ParameterKind.Token or ParameterKind.Identifier ? Token(value).Code : value) is not { } key) return null;
            keys.Add(key);
        }

        return [.. keys.Distinct()];
    }

    /// <summary>Whether a record has it.</summary>
    public bool Matches(List<Facet> facets)
    {
        var any = false;
        foreach (var facet in facets)
        {
            if (facet.Name != _name) continue;
            any = _kind == ParameterKind.Date ? DateSpan.Parse(facet.Text) is { } span && _dates.Exists(test => test.Holds(span)) : _values.Any(value => Is(facet, value));
            if (any) break;
        }

        return any != (_modifier == "not");
    }

    private bool Is(Facet facet, string value)
    {
        switch (_kind)
        {
            case ParameterKind.Text:
                return _modifier switch
                {
                    "exact" => facet.Text == value,
                    "contains" => Keys.Plain(facet.Text).Contains(Keys.Plain(value), StringComparison.Ordinal),
                    _ => Keys.Plain(facet.Text).StartsWith(Keys.Plain(value), StringComparison.Ordinal),
                };
            case ParameterKind.Reference:
                return Keys.IdOf(facet.Text) == Keys.IdOf(value) && (!value.Contains('/', StringComparison.Ordinal) || Ends(Whole(facet.Text), Whole(value)));
            case ParameterKind.Uri:
                return facet.Text == value;
            default:
                var (system, code) = Token(value);
                return (code.Length == 0 || facet.Text == code) && (system is null || facet.System == Facets.Implied || (system.Length == 0 ? facet.System is null : facet.System == system));
        }
    }

    private static bool Takes(ParameterKind kind, string modifier) => kind switch
    {
        ParameterKind.Text => modifier is "exact" or "contains",
        ParameterKind.Token => modifier is "not",
        ParameterKind.Reference => char.IsAsciiLetterUpper(modifier[0]),
        _ => false,
    };

    // "code", "system|code", "|code" (no system), "system|".
    private static (string? System, string Code) Token(string value)
    {
        var bar = value.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? (null, value) : (value[..bar], value[(bar + 1)..]);
    }

    // A relative reference is the end of the absolute one, whichever of the two is written so.
    private static bool Ends(string a, string b) => a.Length >= b.Length ? a == b || a.EndsWith('/' + b, StringComparison.Ordinal) : b.EndsWith('/' + a, StringComparison.Ordinal);

    private static string Whole(string reference)
    {
        var version = reference.IndexOf("/_history/", StringComparison.Ordinal);
        return version < 0 ? reference : reference[..version];
    }

    // Commas part values; one that belongs to a value is written \, (R4, 3.1.1.4.1).
    private static IEnumerable<string> Split(string value)
    {
        var one = new System.Text.StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) one.Append(value[++i]);
            else if (value[i] != ',') one.Append(value[i]);
            else
            {
                yield return one.ToString();
                one.Clear();
            }
        }

        yield return one.ToString();
    }
}
