using System.Globalization;
using DuckDB.NET.Data;
using Egide.Observe;
using Egide.Observe.Data;
using Egide.Scope.Replay;

namespace Egide.Scope;

/// <summary>Accesses to persons one by one, out of the trail and of what running searches again gave.</summary>
internal sealed class PersonAccesses(Trail trail, Reconstruction reconstruction, IReadOnlyList<Asking> askings, Func<int, string?> controllerName)
{
    private const string Columns = """
        min(occurred), account, session, "position", min(controller), max(level), bool_or(named), coalesce(bit_or(categories) FILTER (named), 0), coalesce(bit_or(categories) FILTER (NOT named AND sure), 0), coalesce(bit_or(categories) FILTER (NOT named AND NOT sure), 0), coalesce(min(identifier) FILTER (named), min(identifier))
        """;

    /// <summary>Every access to one person's data: in the trail by name; in the incidents attributed by searches run again, for certain or perhaps.</summary>
    public List<SeenAccess> OfPerson(long person)
    {
        var all = new List<SeenAccess>();
        using var command = trail.Connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {Columns} FROM (
                SELECT t.occurred, t.account, t.session, t.categories, t.controller, t."position", true AS named, true AS sure, coalesce(a.level, 0) AS level, t.identifier FROM trail_by_patient t LEFT JOIN attribution a ON a.session = t.session
                    WHERE t.patient = $1 AND (t.flags & {(int)AccessFlags.Success}) <> 0 AND t.categories <> 0
                UNION ALL SELECT r.occurred, t.account, t.session, r.categories, r.controller, r."position", false, r.sure, r.level, r.identifier FROM replayed r JOIN case_rows t ON t."position" = r."position" WHERE r.patient = $1)
            GROUP BY account, session, "position"
            """);
        command.Parameters.Add(new DuckDBParameter(person));
        using (var reader = command.ExecuteReader())
            while (reader.Read()) all.Add(Seen(reader));
        all.AddRange(Perhaps(person, [.. all.Select(access => access.Position)]));
        return [.. all.OrderBy(access => access.At).ThenBy(access => access.Position)];
    }

    /// <summary>Every access to a person's data whose record stands in a run of the journal: the person's key, the identifier named, the access.</summary>
    public List<(long Person, string Identifier, SeenAccess Access)> Between(long first, long last)
    {
        var all = new List<(long, string, SeenAccess)>();
        using var command = trail.Connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {Columns}, patient FROM (
                SELECT t.occurred, t.account, t.session, t.categories, t.controller, t."position", true AS named, true AS sure, coalesce(a.level, 0) AS level, t.patient, t.identifier FROM trail t LEFT JOIN attribution a ON a.session = t.session
                    WHERE t."position" BETWEEN $1 AND $2 AND t.patient <> 0 AND (t.flags & {(int)AccessFlags.Success}) <> 0 AND t.categories <> 0
                UNION ALL SELECT r.occurred, t.account, t.session, r.categories, r.controller, r."position", false, r.sure, r.level, r.patient, r.identifier FROM replayed r JOIN trail t ON t."position" = r."position" WHERE r."position" BETWEEN $1 AND $2)
            GROUP BY account, session, "position", patient ORDER BY 1, 4, 12
            """);
        command.Parameters.Add(new DuckDBParameter(first));
        command.Parameters.Add(new DuckDBParameter(last));
        using var reader = command.ExecuteReader();
        while (reader.Read()) all.Add((reader.GetInt64(11), Identifier(reader), Seen(reader)));
        return all;
    }

    /// <summary>Identifiers that the trail has of a person.</summary>
    public List<string> IdentifiersOf(long person)
    {
        var all = new List<string>();
        using var command = trail.Connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT identifier FROM trail_by_patient WHERE patient = $1 AND identifier IS NOT NULL ORDER BY 1";
        command.Parameters.Add(new DuckDBParameter(person));
        using var reader = command.ExecuteReader();
        while (reader.Read()) all.Add(reader.GetString(0));
        return all;
    }

    private SeenAccess Seen(DuckDBDataReader row)
    {
        var (at, named) = (row.GetInt64(0), (DataCategory)row.GetInt32(7));
        var (sure, maybe) = named == DataCategory.None ? (named, named) : reconstruction.ShownOf(Identifier(row), at, named);
        sure |= (DataCategory)row.GetInt32(8);
        return new SeenAccess(at, row.GetInt32(1), row.GetInt32(2), sure, (maybe | (DataCategory)row.GetInt32(9)) & ~sure, controllerName(row.GetInt32(4)), row.GetInt64(3), row.GetBoolean(6) ? AccessGrade.Named : AccessGrade.Replayed, row.GetInt32(5));
    }

    // Searches that may have shown the person: a rule of the source, the page or the version shown is not known.
    private List<SeenAccess> Perhaps(long person, HashSet<long> known)
    {
        var all = new List<SeenAccess>();
        foreach (var asking in askings)
        {
            if (!asking.IsAnswered || asking.Pages.Exists(page => known.Contains(page.Position))) continue;
            var found = asking.Answer.Possible.FindIndex(row => reconstruction.PersonOf(row) == person);
            if (found < 0) continue;
            var (account, session) = Of(asking.Pages[0].Position);
            all.Add(new SeenAccess(asking.From, account, session, DataCategory.None, asking.Categories, reconstruction.ControllerOf(asking.Answer.Possible[found]), asking.Pages[0].Position, AccessGrade.Bounded, asking.Level));
        }

        return all;
    }

    private (int Account, int Session) Of(long position)
    {
        using var command = trail.Connection.CreateCommand();
        command.CommandText = "SELECT account, session FROM case_rows WHERE \"position\" = $1 LIMIT 1";
        command.Parameters.Add(new DuckDBParameter(position));
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt32(0), reader.GetInt32(1)) : (-1, -1);
    }

    private static string Identifier(DuckDBDataReader row) => row.IsDBNull(10) ? "" : row.GetString(10);
}
