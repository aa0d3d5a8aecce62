using DuckDB.NET.Data;
using Egide.Observe.Context;
using Egide.Observe.Data;

namespace Egide.Scope;

/// <summary>
/// What is kept of accesses whose records were deleted, by person: the journal's facts are the truth, this table is filled from them. It
/// lies in DuckDB's memory, which beyond its limit is spilled beside the trail.
/// </summary>
internal sealed class PersonLog(Trail trail, RegionContext context)
{
    private const string Columns = "patient, occurred, identifier, account, name, categories, possible, controller, why, named, \"position\"";
    private bool _made;

    /// <summary>Adds the rows that a fact holds.</summary>
    /// <param name="fact">Its position.</param>
    /// <param name="rows">Its rows.</param>
    public void Add(long fact, IEnumerable<PersonLogRow> rows)
    {
        Make();
        using var appender = trail.Connection.CreateAppender("person_log");
        foreach (var row in rows)
            appender.CreateRow().AppendValue(fact).AppendValue(PersonReport.KeyOf(context, row.Identifier)).AppendValue(row.At).AppendValue(row.Identifier).AppendValue(row.Account).AppendValue(row.Name)
                .AppendValue((int)row.Categories).AppendValue((int)row.Possible).AppendValue(row.Controller).AppendValue((byte)row.Why).AppendValue(row.Named).AppendValue(row.Position).EndRow();
    }

    /// <summary>Takes the rows of facts away again: their time is over too.</summary>
    public void Remove(long first, long last)
    {
        if (_made) trail.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"DELETE FROM person_log WHERE fact BETWEEN {first} AND {last};"));
    }

    /// <summary>The rows of a person.</summary>
    public List<PersonLogRow> Of(long person)
    {
        var rows = new List<PersonLogRow>();
        if (!_made) return rows;
        using var command = trail.Connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM person_log WHERE patient = $1 ORDER BY occurred, \"position\"";
        command.Parameters.Add(new DuckDBParameter(person));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows.Add(new PersonLogRow(reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), (DataCategory)reader.GetInt32(5), (DataCategory)reader.GetInt32(6),
                reader.IsDBNull(7) ? null : reader.GetString(7), (AccessReason)reader.GetByte(8), reader.GetBoolean(9), reader.GetInt64(10)));
        return rows;
    }

    private void Make()
    {
        if (_made) return;
        trail.Execute("CREATE TABLE person_log(fact BIGINT, patient BIGINT, occurred BIGINT, identifier VARCHAR, account VARCHAR, name VARCHAR, categories INTEGER, possible INTEGER, controller VARCHAR, why UTINYINT, named BOOLEAN, \"position\" BIGINT);");
        _made = true;
    }
}
