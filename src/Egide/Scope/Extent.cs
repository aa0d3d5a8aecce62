using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using Egide.Detect;
using Egide.Observe;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Scope.Replay;

namespace Egide.Scope;

/// <summary>
/// Whose data was seen, from the trail by SQL: persons × categories × controllers with how sure each is, and the
/// bounds that follow. Lower counts what is certain and named, likely adds the probable, upper the possible and every
/// bound of a search whose results no source names.
/// </summary>
public sealed class Extent(Trail trail, RegionContext context, Func<int, string?> controllerName, Func<string?, int> controllerNumber, Func<int, string> sourceName)
{
    private readonly CaseRows _cases = new(trail);
    private long? _register;

    /// <summary>From this P(intruder) on, an access is the intruder's for certain.</summary>
    public const double Certain = 0.9995;

    /// <summary>From here on it is probable.</summary>
    public const double Probable = 0.5;

    /// <summary>Below this it is excluded; between, possible.</summary>
    public const double Possible = 0.02;

    private readonly Reconstruction _reconstruction = new(context);
    private List<Asking> _askings = [];

    /// <summary>Who saw one person.</summary>
    internal PersonAccesses Accesses => new(trail, _reconstruction, _askings, controllerName);

    private const DataCategory Records = DataCategories.Medical & ~DataCategory.CarePractitioner;

    /// <summary>Attribution of a probability: 3 certain, 2 probable, 1 possible, 0 excluded.</summary>
    public static int Level(double pIntruder) => pIntruder >= Certain ? 3 : pIntruder >= Probable ? 2 : pIntruder >= Possible ? 1 : 0;

    /// <summary>Tells the trail which sessions belong to which incident, and how surely. Call it before asking, and again when the trail has grown.</summary>
    public void Attribute(IEnumerable<CaseSession> sessions)
    {
        var all = sessions.ToList();
        _register = null;
        trail.Execute("CREATE OR REPLACE TABLE attribution(incident VARCHAR, session INTEGER, level INTEGER);");
        using (var appender = trail.Connection.CreateAppender("attribution"))
        {
            foreach (var (incident, _, session, p) in all)
                if (Level(p) > 0) appender.CreateRow().AppendValue(incident).AppendValue(session).AppendValue(Level(p)).EndRow();
        }

        _cases.Update(all);
        trail.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE OR REPLACE TABLE seen AS SELECT a.incident, a.level, t."position", t.occurred, t.patient, t.identifier, t.controller, t.source,
                t.categories, t.kind, t.flags, t.unnamed, t.results, t.query, t.session
            FROM case_rows t JOIN attribution a ON t.session = a.session
            WHERE (t.flags & {(int)AccessFlags.Success}) <> 0 AND t.categories <> 0;
            """));
        NameShown();
        Replay();
        trail.Execute("""
            CREATE OR REPLACE TABLE exposure AS SELECT incident, patient, arg_min(identifier, row("position", identifier)) AS identifier, controller, bit AS category,
                max(level) AS level, min(occurred) AS first_seen, max(occurred) AS last_seen, count(DISTINCT "position") AS events,
                list_slice(list_sort(list(DISTINCT "position")), 1, 16) AS evidence, bool_or(named) AS named
            FROM (SELECT incident, level, "position", occurred, patient, identifier, controller, categories, true AS named FROM named
                  UNION ALL SELECT incident, level, "position", occurred, patient, identifier, controller, categories, false FROM replayed),
                (SELECT 1 << i AS bit FROM range(0, 16) r(i)) b WHERE (categories & bit) <> 0 GROUP BY incident, patient, controller, bit;
            CREATE OR REPLACE TABLE fictive(patient BIGINT);
            """);
        MarkFictive();
    }

    // What an access that names its patient showed: of what not everybody has, what the register knows of this one.
    private void NameShown()
    {
        const string columns = "incident, level, \"position\", occurred, patient, identifier, controller, categories";
        trail.Execute($"CREATE OR REPLACE TABLE named AS SELECT {columns} FROM seen WHERE patient <> 0 AND (categories & {(int)Reconstruction.Optional}) = 0;");
        using var appender = trail.Connection.CreateAppender("named");
        Read($"SELECT {columns} FROM seen WHERE patient <> 0 AND (categories & {(int)Reconstruction.Optional}) <> 0 AND $1 = $1", "", row =>
        {
            var identifier = row.IsDBNull(5) ? "" : row.GetString(5);
            var (sure, maybe) = _reconstruction.ShownOf(identifier, row.GetInt64(3), (DataCategory)row.GetInt32(7));
            Add(row.GetInt32(1), sure);
            Add(1, maybe);

            void Add(int level, DataCategory shown)
            {
                if (shown != DataCategory.None)
                    appender.CreateRow().AppendValue(row.GetString(0)).AppendValue(level).AppendValue(row.GetInt64(2)).AppendValue(row.GetInt64(3)).AppendValue(row.GetInt64(4))
                        .AppendValue(identifier).AppendValue(row.GetInt32(6)).AppendValue((int)shown).EndRow();
            }
        });
    }

    // Every search whose results the trail does not name is asked again of the register as it was.
    private void Replay()
    {
        var askings = new Askings();
        Read("SELECT incident, level, session, source, query, occurred, unnamed, results, categories, \"position\", flags FROM seen WHERE unnamed <> 0 AND $1 = $1 ORDER BY incident, session, occurred, \"position\"", "", row =>
            askings.Add(row.GetString(0), row.GetInt32(1), row.GetInt32(2), sourceName(row.GetInt32(3)), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5), row.GetInt32(6), row.GetInt32(7), (DataCategory)row.GetInt32(8), row.GetInt64(9), (AccessFlags)row.GetFieldValue<ushort>(10)));
        trail.Execute("CREATE OR REPLACE TABLE replayed(incident VARCHAR, level INTEGER, \"position\" BIGINT, occurred BIGINT, patient BIGINT, identifier VARCHAR, controller INTEGER, categories INTEGER, sure BOOLEAN);");
        trail.Execute("CREATE OR REPLACE TABLE inexact(incident VARCHAR, level INTEGER, \"position\" BIGINT, occurred BIGINT, categories INTEGER);");
        using var appender = trail.Connection.CreateAppender("replayed");
        using var inexact = trail.Connection.CreateAppender("inexact");
        _askings = _reconstruction.Run(askings.All);
        foreach (var asking in _askings)
        {
            if (asking.Answer.Doubt != Doubt.None && ExtentCounter.Shows(asking))
                foreach (var page in asking.Pages)
                    inexact.CreateRow().AppendValue(asking.Incident).AppendValue(asking.Level).AppendValue(page.Position).AppendValue(page.At).AppendValue((int)asking.Categories).EndRow();
            for (var i = 0; i < asking.Answer.Sure.Count; i++)
            {
                var row = asking.Answer.Sure[i];
                var (sure, maybe) = _reconstruction.ShownOf(row, asking.Categories);
                foreach (var page in _reconstruction.PagesOf(asking, i))
                {
                    Add(row, page, asking.Level, sure, isSure: true);
                    if (maybe != 0) Add(row, page, 1, maybe, isSure: false);
                }
            }

            void Add(int row, PageAsked page, int level, DataCategory shown, bool isSure) =>
                appender.CreateRow().AppendValue(asking.Incident).AppendValue(level).AppendValue(page.Position).AppendValue(page.At).AppendValue(_reconstruction.PersonOf(row))
                    .AppendValue(_reconstruction.IdentifierOf(row)).AppendValue(controllerNumber(_reconstruction.ControllerOf(row))).AppendValue((int)shown).AppendValue(isSure).EndRow();
        }
    }

    /// <summary>Persons of an incident, and the same by category and controller.</summary>
    public ExtentCounts Count(string incident)
    {
        var askings = _askings.Where(a => a.Incident == incident).ToList();
        // Beyond the register there can be those whom the trail names and it does not know; without one, or where evidence
        // speaks of more than it holds, nothing caps the count.
        var strangers = new HashSet<long>();
        var known = new List<(long Patient, string Controller, DataCategory Category, int Level)>();
        Read("SELECT patient, controller, category, level FROM exposure WHERE incident = $1 AND patient NOT IN (SELECT patient FROM fictive)", incident, row =>
        {
            if (PatientKeys.Cluster(row.GetInt64(0)) is null) strangers.Add(row.GetInt64(0));
            known.Add((row.GetInt64(0), controllerName(row.GetInt32(1)) ?? "?", (DataCategory)row.GetInt32(2), row.GetInt32(3)));
        });
        var most = context.Identities.Count == 0 || askings.Any(a => a.Answer.Beyond != 0) ? long.MaxValue : context.PatientClusters + strangers.Count;
        var counter = new ExtentCounter(() => _register ??= Math.Max(context.PatientClusters, Scalar("SELECT count(DISTINCT patient) FROM trail WHERE patient <> 0")), most, _reconstruction);
        foreach (var (patient, controller, category, level) in known) counter.Add(patient, controller, category, level);
        counter.Add(askings);
        var sure = askings.Where(a => a.Level >= 2 && ExtentCounter.Shows(a)).ToList();
        return new ExtentCounts(
            counter.Persons, counter.Categories, counter.Controllers, counter.Both,
            sure.Where(a => a.Answer.Doubt != Doubt.None).Sum(a => a.Pages.Count), Math.Min(most, counter.Unnamed), askings.Any(a => !a.IsAnswered && a.Bound < 0),
            MedicalEvents(incident, 2, DataCategories.Medical), MedicalEvents(incident, 1, DataCategories.Medical), sure.Where(a => (a.Categories & DataCategories.Medical) != 0).Sum(a => a.Pages.Count),
            MedicalEvents(incident, 2, Records) + sure.Where(a => (a.Categories & Records) != 0).Sum(a => a.Pages.Count))
        {
            Replays = ReplaySummary.Of(askings), Known = known.Select(k => k.Patient).Distinct().Count(), PossibleRecordEvents = MedicalEvents(incident, 1, Records) - MedicalEvents(incident, 2, Records),
        };
    }

    /// <summary>Whom each session of an incident showed, by number of session.</summary>
    public Dictionary<int, SessionShown> Sessions(string incident) => ShownBySession.Of(trail, incident);

    /// <summary>What an incident's count of persons rests on, of a category or (none) of all.</summary>
    internal (List<ShownPerson> Persons, List<OpenQuestion> Questions) Evidence(string incident, DataCategory category) =>
        (ExtentEvidence.Persons(trail, incident, category, controllerName), ExtentEvidence.Questions(_askings, incident, category));

    /// <summary>Writes <c>exposure.csv</c> and <c>exposure.parquet</c>; one more row an incident and category for the bounded ones.</summary>
    public void Write(string folder)
    {
        Rows();
        var (csv, parquet) = (Quote(folder, "exposure.csv"), Quote(folder, "exposure.parquet"));
        // Spreadsheets run what begins like a formula; the Parquet file has the values as they are.
        trail.Execute("CREATE OR REPLACE MACRO plain(text) AS CASE WHEN regexp_matches(text, '^[=+@\\t\\r-]') THEN '''' || text ELSE text END;");
        trail.Execute($"COPY (SELECT * REPLACE (plain(identifier_system) AS identifier_system, plain(identifier) AS identifier, plain(controller) AS controller) FROM exposure_rows ORDER BY incident, person, category, controller) TO '{csv}' (FORMAT csv, HEADER);");
        trail.Execute($"COPY (SELECT * FROM exposure_rows ORDER BY incident, person, category, controller) TO '{parquet}' (FORMAT parquet, COMPRESSION zstd);");
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in new[] { "exposure.csv", "exposure.parquet" }) File.SetUnixFileMode(Path.Combine(folder, file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Writes an incident's rows as Parquet, for those who must reach the persons.</summary>
    public void WritePersons(string incident, string file)
    {
        Rows();
        using var command = trail.Connection.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM exposure_rows WHERE incident = getvariable('incident') ORDER BY person, category, controller) TO '{file.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd);";
        trail.Execute($"SET VARIABLE incident = '{incident.Replace("'", "''", StringComparison.Ordinal)}';");
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Number and SHA-256 of an incident's rows: person by identifier, category, controller, grade and attribution, a line
    /// each, sorted by code point. Two extents with one digest are about the same persons.
    /// </summary>
    public (long Rows, string Digest) Digest(string incident)
    {
        Rows();
        var lines = new List<string>();
        Read("SELECT identifier_system, identifier, controller, category, grade, attribution FROM exposure_rows WHERE incident = $1", incident, row =>
            lines.Add(string.Join('\t', Enumerable.Range(0, 6).Select(row.GetString))));
        lines.Sort(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines) hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return (lines.Count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>What was drawn up last is gone: the next time all of it is drawn up anew.</summary>
    internal void Reset()
    {
        trail.Abandon();
        _cases.Reset();
    }

    /// <summary>Takes the rows of some runs of the journal away, here and in the trail; what was drawn up of them is so until it is drawn up again.</summary>
    internal void Forget(IReadOnlyList<(long First, long Last)> runs)
    {
        trail.Forget(runs);
        _cases.Forget(runs);
        // Tables that it named may have gone into files.
        _cases.Update([]);
    }

    /// <summary>Whether a run of the journal holds a record that an incident rests on: of a session attributed to it, or of its accounts within a time.</summary>
    /// <param name="run">First and last position.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="accounts">Numbers of its accounts.</param>
    /// <param name="time">From and to, microseconds.</param>
    internal bool Rests((long First, long Last) run, string incident, IReadOnlyList<int> accounts, (long From, long To) time)
    {
        var found = false;
        var its = accounts.Count == 0 ? "false" : $"t.account IN ({string.Join(',', accounts.Select(a => a.ToString(CultureInfo.InvariantCulture)))})";
        Read(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT 1 FROM trail t WHERE t."position" BETWEEN {run.First} AND {run.Last}
                AND ({its} AND t.occurred BETWEEN {time.From} AND {time.To} OR t.session IN (SELECT session FROM attribution WHERE incident = $1)) LIMIT 1
            """), incident, _ => found = true);
        return found;
    }

    private void Rows()
    {
        using (var appender = Names())
        {
            Read("SELECT DISTINCT controller FROM exposure WHERE $1 = $1", "", row =>
                appender.CreateRow().AppendValue(row.GetInt32(0)).AppendValue(controllerName(row.GetInt32(0)) ?? "").EndRow());
        }

        Bounded();
        trail.Execute("""
            CREATE OR REPLACE VIEW exposure_rows AS
            SELECT e.incident, e.patient::VARCHAR AS person, regexp_replace(split_part(e.identifier, '|', 1), '^([0-2](\.[0-9]+)+)$', 'urn:oid:\1') AS identifier_system,
                substr(e.identifier, strpos(e.identifier, '|') + 1) AS identifier, coalesce(c.name, '') AS controller, k.code AS category, CASE WHEN e.named THEN 'named' ELSE 'replayed' END AS grade,
                CASE e.level WHEN 3 THEN 'certain' WHEN 2 THEN 'probable' ELSE 'possible' END AS attribution,
                strftime(make_timestamp(e.first_seen), '%Y-%m-%dT%H:%M:%S.%fZ') AS first_seen, strftime(make_timestamp(e.last_seen), '%Y-%m-%dT%H:%M:%S.%fZ') AS last_seen,
                e.events AS events, array_to_string(e.evidence, ' ') AS evidence,
                CASE WHEN f.patient IS NULL THEN 1 ELSE 0 END AS persons, CASE WHEN f.patient IS NOT NULL THEN 'fictive' END AS note
            FROM exposure e LEFT JOIN controller_names c ON c.number = e.controller JOIN category_codes k ON k.bit = e.category LEFT JOIN fictive f ON f.patient = e.patient
            UNION ALL
            SELECT s.incident, '', '', '', '', k.code, 'bounded', CASE max(s.level) WHEN 3 THEN 'certain' WHEN 2 THEN 'probable' ELSE 'possible' END,
                strftime(make_timestamp(min(s.occurred)), '%Y-%m-%dT%H:%M:%S.%fZ'), strftime(make_timestamp(max(s.occurred)), '%Y-%m-%dT%H:%M:%S.%fZ'),
                count(*), array_to_string(list_slice(list_sort(list(s."position")), 1, 16), ' '), max(b.persons), NULL
            FROM inexact s, category_codes k, bounded b WHERE (s.categories & k.bit) <> 0 AND b.incident = s.incident AND b.code = k.code GROUP BY s.incident, k.code;
            """);
    }

    // What questions not answered exactly add to an incident's known persons, by category.
    private void Bounded()
    {
        trail.Execute("CREATE OR REPLACE TABLE bounded(incident VARCHAR, code VARCHAR, persons BIGINT);");
        var known = new Dictionary<(string, string), long>();
        Read("SELECT e.incident, k.code, count(DISTINCT e.patient) FROM exposure e JOIN category_codes k ON k.bit = e.category WHERE e.patient NOT IN (SELECT patient FROM fictive) AND $1 = $1 GROUP BY 1, 2",
            "", row => known[(row.GetString(0), row.GetString(1))] = row.GetInt64(2));
        using var appender = trail.Connection.CreateAppender("bounded");
        foreach (var incident in _askings.Where(a => a.Answer.Doubt != Doubt.None).Select(a => a.Incident).Distinct().ToList())
            foreach (var (code, bounds) in Count(incident).Categories)
                appender.CreateRow().AppendValue(incident).AppendValue(code).AppendValue(bounds.Upper - known.GetValueOrDefault((incident, code))).EndRow();
    }

    // Fictive patients are no persons: they are kept in the rows, as witnesses, and not counted.
    private void MarkFictive()
    {
        var all = new List<long>();
        Read("SELECT DISTINCT patient FROM exposure WHERE $1 = $1", "", row => all.Add(row.GetInt64(0)));
        using var appender = trail.Connection.CreateAppender("fictive");
        foreach (var patient in all.Where(IsFictive)) appender.CreateRow().AppendValue(patient).EndRow();
    }

    private bool IsFictive(long patient) => PatientKeys.Cluster(patient) is { } cluster && (context.FlagsOf(cluster) & PatientFlags.Fictive) != 0;

    /// <summary>Accesses by hour of the sessions given, of accounts in a case: hour (microseconds), session, count.</summary>
    public List<(long Hour, int Session, int Count)> Hours(IEnumerable<int> sessions)
    {
        trail.Execute("CREATE OR REPLACE TABLE wanted(session INTEGER);");
        using (var appender = trail.Connection.CreateAppender("wanted"))
            foreach (var session in sessions) appender.CreateRow().AppendValue(session).EndRow();
        var result = new List<(long, int, int)>();
        Read(string.Create(CultureInfo.InvariantCulture,
            $"SELECT occurred // {Instant.Hour} * {Instant.Hour}, t.session, count(DISTINCT \"position\")::INTEGER FROM case_rows t JOIN wanted w ON t.session = w.session WHERE kind BETWEEN {(int)EventKind.Read} AND {(int)EventKind.Export} AND $1 = $1 GROUP BY 1, 2 ORDER BY 1"),
            "", row => result.Add((row.GetInt64(0), row.GetInt32(1), row.GetInt32(2))));
        return result;
    }

    private static string Quote(string folder, string file) => Path.Combine(folder, file).Replace("'", "''", StringComparison.Ordinal);

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
