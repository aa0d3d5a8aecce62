using Egide.Connectors.Files;
using Sylvan.Data.Csv;

namespace Egide.Connectors.Context;

/// <summary>The current row of a CSV, by column name; an unknown column is as good as an empty one.</summary>
internal sealed class TableRow(CsvDataReader reader)
{
    private readonly Dictionary<string, int> _columns = Columns(reader);

    /// <summary>The trimmed value, or null when empty.</summary>
    public string? this[string column]
    {
        get
        {
            if (!_columns.TryGetValue(column, out var index) || index >= reader.RowFieldCount) return null;
            var value = reader.GetString(index).Trim();
            return value.Length == 0 ? null : value;
        }
    }

    /// <summary>The value, or a complaint that names the column.</summary>
    public string Need(string column) => this[column] ?? throw new UnusableException($"« {column} » est vide", $"'{column}' is empty");

    /// <summary>The first instant of a date, or a complaint when it is none.</summary>
    public DateTimeOffset? Start(string column) => Date(column, ContextTime.Start);

    /// <summary>The last instant of a date, or a complaint when it is none.</summary>
    public DateTimeOffset? End(string column) => Date(column, ContextTime.End);

    private static Dictionary<string, int> Columns(CsvDataReader reader)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < reader.FieldCount; i++) columns.TryAdd(reader.GetName(i).Trim(), i);
        return columns;
    }

    private DateTimeOffset? Date(string column, Func<string?, DateTimeOffset?> parse)
    {
        var text = this[column];
        var date = parse(text);
        return text is null || date is not null ? date : throw new UnusableException($"« {column} » n’est pas une date", $"'{column}' is no date");
    }
}
