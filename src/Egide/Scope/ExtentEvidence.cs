using System.Globalization;
using DuckDB.NET.Data;
using Egide.Observe;
using Egide.Observe.Data;
using Egide.Scope.Replay;

namespace Egide.Scope;

/// <summary>What an incident's count of persons rests on.</summary>
internal static class ExtentEvidence
{
    /// <summary>The persons counted one by one, the surest first.</summary>
    /// <param name="trail">The trail, its extents drawn up.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="category">A category; none for any.</param>
    /// <param name="controllerName">Names of controllers by their number.</param>
    public static List<ShownPerson> Persons(Trail trail, string incident, DataCategory category, Func<int, string?> controllerName)
    {
        var all = new List<ShownPerson>();
        using var command = trail.Connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT patient, controller, max(level), bool_or(named), min(first_seen), max(last_seen), array_to_string(list_slice(list_sort(list_distinct(flatten(list(evidence)))), 1, 16), ' ')
            FROM exposure WHERE incident = $1 AND ({(int)category} = 0 OR category = {(int)category}) AND patient NOT IN (SELECT patient FROM fictive)
            GROUP BY patient, controller ORDER BY 3 DESC, 5, 1
            """);
        command.Parameters.Add(new DuckDBParameter(incident));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            all.Add(new ShownPerson(reader.GetInt64(0), controllerName(reader.GetInt32(1)), reader.GetInt32(2) switch { 3 => "certain", 2 => "probable", _ => "possible" }, reader.GetBoolean(3) ? "named" : "replayed",
                Instant.ToDateTimeOffset(reader.GetInt64(4)), Instant.ToDateTimeOffset(reader.GetInt64(5)), [.. reader.GetString(6).Split(' ').Select(position => long.Parse(position, CultureInfo.InvariantCulture))]));
        return all;
    }

    /// <summary>The searches that add to the upper bound, in time order.</summary>
    public static List<OpenQuestion> Questions(IEnumerable<Asking> askings, string incident, DataCategory category) =>
    [
        .. askings.Where(a => a.Incident == incident && a.Answer.Doubt != Doubt.None && ExtentCounter.Shows(a) && (category == DataCategory.None || (a.Categories & category) != 0)).OrderBy(a => a.From)
            .Select(a => new OpenQuestion(Instant.ToDateTimeOffset(a.From), MostOf(a), [.. a.Pages.Select(page => page.Position)])),
    ];

    private static long MostOf(Asking asking) => !asking.IsAnswered ? asking.Bound : asking.Answer.Beyond < 0 ? -1 : asking.Answer.Most + asking.Answer.Beyond;
}
