using DuckDB.NET.Data;
using Egide.Detect;

namespace Egide.Scope;

/// <summary>Whom each session showed, by the trail and by replay.</summary>
internal static class ShownBySession
{
    /// <summary>Of an incident, by number of session.</summary>
    public static Dictionary<int, SessionShown> Of(Trail trail, string incident)
    {
        var result = new Dictionary<int, SessionShown>();
        using var command = trail.Connection.CreateCommand();
        command.CommandText = """
            WITH asked AS (SELECT DISTINCT "position", session FROM seen WHERE incident = $1),
            shown AS (SELECT session, patient, max(level) AS level, bool_or(named) AS named FROM (
                SELECT session, patient, level, true AS named FROM seen WHERE incident = $1 AND patient <> 0
                UNION ALL SELECT a.session, r.patient, r.level, false FROM replayed r JOIN asked a ON a."position" = r."position" WHERE r.incident = $1)
                WHERE patient NOT IN (SELECT patient FROM fictive) GROUP BY session, patient),
            best AS (SELECT patient, max(level) AS level FROM shown GROUP BY patient),
            open AS (SELECT DISTINCT a.session FROM inexact i JOIN asked a ON a."position" = i."position" WHERE i.incident = $1)
            SELECT s.session, count(*), count(*) FILTER (WHERE NOT s.named), count(*) FILTER (WHERE b.level < 3), bool_and(o.session IS NULL)
            FROM shown s JOIN best b ON b.patient = s.patient LEFT JOIN open o ON o.session = s.session GROUP BY s.session
            """;
        command.Parameters.Add(new DuckDBParameter(incident));
        using var reader = command.ExecuteReader();
        while (reader.Read()) result[reader.GetInt32(0)] = new SessionShown(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetBoolean(4));
        return result;
    }
}
