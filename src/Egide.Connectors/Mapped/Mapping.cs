namespace Egide.Connectors.Mapped;

/// <summary>How the columns of a CSV, or the keys of NDJSON records, make an audit event.</summary>
public sealed record Mapping
{
    /// <summary>The mapping file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it reads CSV; else NDJSON.</summary>
    public required bool IsCsv { get; init; }

    /// <summary>CSV delimiter; null to take the file's own.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Zone of times written without one; null for UTC, said as missing.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>.NET custom format of times, or <c>epoch</c>; null for ISO 8601, the common log format, or day/month/year.</summary>
    public string? TimeFormat { get; init; }

    /// <summary>Column or key (dotted path) of each field.</summary>
    public required IReadOnlyDictionary<MappedField, string> Columns { get; init; }

    /// <summary>Per column, what a written value stands for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Columns or keys that must be there for this mapping to apply; its own columns when none is named.</summary>
    public required IReadOnlyList<string> Match { get; init; }

    /// <summary>Identifier system of patients.</summary>
    public string? PatientSystem { get; init; }

    /// <summary>Identity provider that vouches for accounts.</summary>
    public string? Idp { get; init; }

    /// <summary>The audit source's name.</summary>
    public string? Source { get; init; }

    /// <summary>The last names of <see cref="Match"/>, as bytes to be looked for.</summary>
    internal byte[][] MatchNames => field ??= [.. Match.Select(key => System.Text.Encoding.UTF8.GetBytes(key[(key.LastIndexOf('.') + 1)..]))];

    /// <summary>Whether a file with these column names is read by this mapping.</summary>
    public bool Fits(IReadOnlyList<string> names)
    {
        foreach (var needed in Match)
        {
            if (!names.Contains(needed, StringComparer.OrdinalIgnoreCase)) return false;
        }

        return true;
    }

    /// <summary>What <paramref name="value"/> of the field's column stands for; itself when there is no table or no entry.</summary>
    public string Translate(MappedField field, string value) =>
        Columns.TryGetValue(field, out var column) && Values.TryGetValue(column, out var table) && table.TryGetValue(value, out var meant)
            ? meant
            : value;
}
