using System.Globalization;
using DuckDB.NET.Data;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;

namespace Egide.Scope;

/// <summary>
/// Whose data was seen, from the trail by SQL: persons × categories × controllers with how sure each is, and the
/// bounds that follow. Lower counts what is certain and named, likely adds the probable, upper the possible and every
/// bound of a search whose results no source names.
/// </summary>
public sealed class Extent(Trail trail, RegionContext context, Func<int, string?> controllerName)
{
    private long? _register;

    /// <summary>From this P(intruder) on, an access is the intruder's for certain.</summary>
    public const double Certain = 0.95;

    /// <summary>From here on it is probable.</summary>
    public const double Probable = 0.5;

    /// <summary>Below this it is excluded; between, possible.</summary>
    public const double Possible = 0.02;

    private const DataCategory Records = DataCategories.Medical & ~DataCategory.CarePractitioner;

    /// <summary>Attribution of a probability: 3 certain, 2 probable, 1 possible, 0 excluded.</summary>
    public static int Level(double pIntruder) => pIntruder >= Certain ? 3 : pIntruder >= Probable ? 2 : pIntruder >= Possible ? 1 : 0;

    /// <summary>Tells the trail which sessions belong to which incident, and how surely. Call it once before asking.</summary>
    public void Attribute(IEnumerable<(string Incident, int Session, double PIntruder)> sessions)
    {
        trail.Execute("CREATE OR REPLACE TABLE attribution(incident VARCHAR, session INTEGER, level INTEGER);");
        using (var appender = trail.Connection.CreateAppender("attribution"))
        {
            foreach (var (incident, session, p) in sessions)
                if (Level(p) > 0) appender.CreateRow().AppendValue(incident).AppendValue(session).AppendValue(Level(p)).EndRow();
        }

        // Accounts are few and segments are sorted by account, so that only their row groups are read.
        trail.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE OR REPLACE TABLE seen AS SELECT a.incident, a.level, t."position", t.occurred, t.patient, t.identifier, t.controller, t.source,
                t.categories, t.kind, t.flags, t.unnamed, t.query, t.session
            FROM trail t JOIN attribution a ON t.session = a.session
            WHERE (t.flags & {(int)AccessFlags.Success}) <> 0 AND t.categories <> 0;
            CREATE OR REPLACE TABLE exposure AS SELECT incident, patient, first(identifier) AS identifier, controller, bit AS category,
                max(level) AS level, min(occurred) AS first_seen, max(occurred) AS last_seen, count(DISTINCT "position") AS events,
                list_slice(list_sort(list(DISTINCT "position")), 1, 16) AS evidence
            FROM seen, (SELECT 1 << i AS bit FROM range(0, 16) r(i)) b WHERE patient <> 0 AND (categories & bit) <> 0 GROUP BY incident, patient, controller, bit;
            CREATE OR REPLACE TABLE pages AS SELECT incident, max(level) AS level, max(CASE WHEN unnamed < 0 THEN NULL ELSE unnamed END) AS unnamed,
                bool_or(unnamed < 0) AS unknown, bit_or(categories) AS categories, count(*) AS searches
            FROM seen WHERE unnamed <> 0 GROUP BY incident, coalesce(query, "position"::VARCHAR);
            """));
    }

    /// <summary>Persons of an incident, and the same by category and controller.</summary>
    public ExtentCounts Count(string incident)
    {
        var fictive = Fictive(incident);
        var register = _register ??= Math.Max(context.PatientClusters, Scalar("SELECT count(DISTINCT patient) FROM trail WHERE patient <> 0"));
        var pages = Pages(incident, register);
        var unnamed = pages.Sum(p => p.Bound);
        Bounds With(long[] named, long bound) => new(named[3], named[3] + named[2], Math.Max(named[3] + named[2] + named[1], Math.Min(register, named[3] + named[2] + named[1] + bound)));

        var all = new Dictionary<long, int>();
        var byCategory = new Dictionary<DataCategory, Dictionary<long, int>>();
        var byController = new Dictionary<string, Dictionary<long, int>>();
        var byBoth = new Dictionary<(DataCategory, string), Dictionary<long, int>>();
        Read($"SELECT patient, controller, category, level FROM exposure WHERE incident = $1", incident, row =>
        {
            var patient = row.GetInt64(0);
            if (fictive.Contains(patient)) return;
            var controller = controllerName(row.GetInt32(1)) ?? "?";
            var category = (DataCategory)row.GetInt32(2);
            var level = row.GetInt32(3);
            Raise(all, patient, level);
            Raise(Of(byCategory, category), patient, level);
            Raise(Of(byController, controller), patient, level);
            Raise(Of(byBoth, (category, controller)), patient, level);
        });

        foreach (var category in pages.SelectMany(p => DataCategories.Each(p.Categories))) Of(byCategory, category);
        long ForCategory(DataCategory category) => pages.Where(p => (p.Categories & category) != 0).Sum(p => p.Bound);
        if (unnamed > 0 && byController.Count == 0) Of(byController, "?");
        foreach (var pair in byCategory.Keys.SelectMany(c => byController.Keys.Select(k => (c, k)))) Of(byBoth, pair);
        return new ExtentCounts(
            With(Levels(all), unnamed),
            byCategory.OrderBy(c => c.Key).ToDictionary(c => DataCategories.Code(c.Key), c => With(Levels(c.Value), ForCategory(c.Key))),
            byController.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => With(Levels(c.Value), unnamed)),
            byCategory.Keys.Order().ToDictionary(c => DataCategories.Code(c), c => (IReadOnlyDictionary<string, Bounds>)byController.Keys.Order(StringComparer.Ordinal)
                .ToDictionary(k => k, k => With(Levels(byBoth[(c, k)]), ForCategory(c)))),
            pages.Where(p => p.Level >= 2).Sum(p => p.Searches),
            Math.Min(register, pages.Where(p => p.Level >= 2).Sum(p => p.Bound)),
            pages.Any(p => p.Unknown && p.Level >= 1),
            MedicalEvents(incident, 2, DataCategories.Medical), MedicalEvents(incident, 1, DataCategories.Medical), pages.Where(p => p.Level >= 2 && (p.Categories & DataCategories.Medical) != 0 && p.Bound > 0).Sum(p => p.Searches),
            MedicalEvents(incident, 2, Records) + pages.Where(p => p.Level >= 2 && (p.Categories & Records) != 0 && p.Bound > 0).Sum(p => p.Searches));
    }

    /// <summary>Writes <c>exposure.csv</c> and <c>exposure.parquet</c>; one more row an incident and category for the bounded ones.</summary>
    public void Write(string folder)
    {
        using (var appender = Names())
        {
            Read("SELECT DISTINCT controller FROM exposure WHERE $1 = $1", "", row =>
                appender.CreateRow().AppendValue(row.GetInt32(0)).AppendValue(controllerName(row.GetInt32(0)) ?? "").EndRow());
        }

        trail.Execute("""
            CREATE OR REPLACE VIEW exposure_rows AS
            SELECT e.incident, e.patient::VARCHAR AS person, split_part(e.identifier, '|', 1) AS identifier_system,
                substr(e.identifier, strpos(e.identifier, '|') + 1) AS identifier, coalesce(c.name, '') AS controller, k.code AS category, 'named' AS grade,
                CASE e.level WHEN 3 THEN 'certain' WHEN 2 THEN 'probable' ELSE 'possible' END AS attribution,
                strftime(make_timestamp(e.first_seen), '%Y-%m-%dT%H:%M:%S.%fZ') AS first_seen, strftime(make_timestamp(e.last_seen), '%Y-%m-%dT%H:%M:%S.%fZ') AS last_seen,
                e.events AS events, array_to_string(e.evidence, ' ') AS evidence
            FROM exposure e LEFT JOIN controller_names c ON c.number = e.controller JOIN category_codes k ON k.bit = e.category
            UNION ALL
            SELECT s.incident, '', '', '', '', k.code, 'bounded', CASE max(s.level) WHEN 3 THEN 'certain' WHEN 2 THEN 'probable' ELSE 'possible' END,
                strftime(make_timestamp(min(s.occurred)), '%Y-%m-%dT%H:%M:%S.%fZ'), strftime(make_timestamp(max(s.occurred)), '%Y-%m-%dT%H:%M:%S.%fZ'),
                count(*), array_to_string(list_slice(list_sort(list(s."position")), 1, 16), ' ')
            FROM seen s, category_codes k WHERE s.unnamed <> 0 AND (s.categories & k.bit) <> 0 GROUP BY s.incident, k.code;
            """);
        var (csv, parquet) = (Quote(folder, "exposure.csv"), Quote(folder, "exposure.parquet"));
        // Spreadsheets run what begins like a formula; the Parquet file has the values as they are.
        trail.Execute("CREATE OR REPLACE MACRO plain(text) AS CASE WHEN regexp_matches(text, '^[=+@\\t\\r-]') THEN '''' || text ELSE text END;");
        trail.Execute($"COPY (SELECT * REPLACE (plain(identifier_system) AS identifier_system, plain(identifier) AS identifier, plain(controller) AS controller) FROM exposure_rows ORDER BY incident, person, category, controller) TO '{csv}' (FORMAT csv, HEADER);");
        trail.Execute($"COPY (SELECT * FROM exposure_rows ORDER BY incident, person, category, controller) TO '{parquet}' (FORMAT parquet, COMPRESSION zstd);");
    }

    /// <summary>Intruder, carer and undecided accesses by hour of the sessions given: hour (microseconds), session, count.</summary>
    public List<(long Hour, int Session, int Count)> Hours(IEnumerable<int> sessions)
    {
        trail.Execute("CREATE OR REPLACE TABLE wanted(session INTEGER);");
        using (var appender = trail.Connection.CreateAppender("wanted"))
            foreach (var session in sessions) appender.CreateRow().AppendValue(session).EndRow();
        var result = new List<(long, int, int)>();
        Read(string.Create(CultureInfo.InvariantCulture,
            $"SELECT occurred // {Instant.Hour} * {Instant.Hour}, t.session, count(DISTINCT \"position\")::INTEGER FROM trail t JOIN wanted w ON t.session = w.session WHERE kind BETWEEN {(int)EventKind.Read} AND {(int)EventKind.Export} AND $1 = $1 GROUP BY 1, 2 ORDER BY 1"),
            "", row => result.Add((row.GetInt64(0), row.GetInt32(1), row.GetInt32(2))));
        return result;
    }

    private static string Quote(string folder, string file) => Path.Combine(folder, file).Replace("'", "''", StringComparison.Ordinal);

    private static Dictionary<long, int> Of<TKey>(Dictionary<TKey, Dictionary<long, int>> map, TKey key) where TKey : notnull
    {
        if (!map.TryGetValue(key, out var found)) map[key] = found = [];
        return found;
    }

    private static void Raise(Dictionary<long, int> levels, long patient, int level) => levels[patient] = Math.Max(level, levels.GetValueOrDefault(patient));

    private static long[] Levels(Dictionary<long, int> persons)
    {
        var counts = new long[4];
        foreach (var level in persons.Values) counts[level]++;
        return counts;
    }

    // Fictive patients are no persons: they are kept in the rows, as witnesses, and not counted.
    private HashSet<long> Fictive(string incident)
    {
        var result = new HashSet<long>();
        Read("SELECT DISTINCT patient FROM exposure WHERE incident = $1", incident, row =>
        {
            var key = row.GetInt64(0);
            if (PatientKeys.Cluster(key) is { } cluster && (context.FlagsOf(cluster) & PatientFlags.Fictive) != 0) result.Add(key);
        });
        return result;
    }

    private List<(int Level, long Bound, bool Unknown, DataCategory Categories, long Searches)> Pages(string incident, long register)
    {
        var result = new List<(int, long, bool, DataCategory, long)>();
        Read("SELECT level, coalesce(unnamed, 0), unknown, categories, searches FROM pages WHERE incident = $1", incident, row =>
        {
            var unknown = row.GetBoolean(2);
            result.Add((row.GetInt32(0), unknown ? Math.Max(register, row.GetInt32(1)) : row.GetInt32(1), unknown, (DataCategory)row.GetInt32(3), row.GetInt64(4)));
        });
        return result;
    }

    // A search that returned nobody showed nothing.
    private long MedicalEvents(string incident, int level, DataCategory shown)
    {
        long count = 0;
        Read(string.Create(CultureInfo.InvariantCulture,
            $"SELECT count(DISTINCT \"position\") FROM seen WHERE incident = $1 AND patient <> 0 AND unnamed = 0 AND level >= {level} AND (categories & {(int)shown}) <> 0"),
            incident, row => count = row.GetInt64(0));
        return count;
    }

    private DuckDBAppender Names()
    {
        trail.Execute("CREATE OR REPLACE TABLE controller_names(number INTEGER, name VARCHAR); CREATE OR REPLACE TABLE category_codes(bit INTEGER, code VARCHAR);");
        using (var codes = trail.Connection.CreateAppender("category_codes"))
            for (var i = 0; i < DataCategories.All.Count; i++) codes.CreateRow().AppendValue(1 << i).AppendValue(DataCategories.All[i]).EndRow();
        return trail.Connection.CreateAppender("controller_names");
    }

    private long Scalar(string sql)
    {
        using var command = trail.Connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Read(string sql, string parameter, Action<DuckDBDataReader> each)
    {
        using var command = trail.Connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new DuckDBParameter(parameter));
        using var reader = command.ExecuteReader();
        while (reader.Read()) each((DuckDBDataReader)reader);
    }
}
