using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Egide.Cli.Investigation;
using Egide.Journal;
using Egide.Report;
using Egide.Scope;
using Egide.Simulator;

namespace Egide.Cli.Bench;

/// <summary>
/// The whole path on a simulated region, stage by stage, then verification, an exposure, and the FHIR part beside DuckDB's own
/// <c>read_json</c>: everything in one run, so that ratios hold whatever the machine does besides.
/// </summary>
internal sealed class IntakeBench(TextWriter to, CancellationToken cancel)
{
    // Stages of an investigation, by their place: see Inquiry.
    private const int Reading = 1;

    private readonly StringWriter _kept = new(CultureInfo.InvariantCulture);

    /// <summary>Measures a region that is there, or else one that is made as <paramref name="simulated"/> says.</summary>
    /// <param name="given">A simulated region's folder, or null.</param>
    /// <param name="simulated">How to make one; its folder is a temporary one.</param>
    /// <param name="keep">Folder of results by processor, or null.</param>
    public void Run(string? given, RegionOptions simulated, string? keep)
    {
        var folder = Directory.CreateTempSubdirectory("egide-bench-").FullName;
        try
        {
            var region = given ?? Path.Combine(folder, "region");
            if (given is null) Region.Write(simulated with { Out = region }, null, cancel);
            Say($"{Machine.Cpu}; {Environment.ProcessorCount} cores; .NET {Environment.Version}");
            Whole(region, folder);
            Fhir(region, folder);
            if (keep is null) return;
            var place = Directory.CreateDirectory(Path.Combine(keep, Machine.Slug)).FullName;
            File.WriteAllText(Path.Combine(place, "intake.txt"), _kept.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Whole(string region, string folder)
    {
        List<CaseSession> ten = [];
        Egide.Observe.Context.RegionContext? context = null;
        var result = Path.Combine(folder, "out");
        var (dossier, stages, seconds, peak) = Investigate(region, result, folder, flow =>
        {
            context = flow.Context;
            // The ten with the most sessions: an exposure is no larger for any other ten.
            ten = [.. flow.Watch.Sessions.GroupBy(s => s.Account).OrderByDescending(a => a.Count()).ThenBy(a => a.Key).Take(10)
                .SelectMany(a => a.Select(s => new CaseSession("ten", s.Account, s.Key, 1)))];
        });
        Say($"mixed: {dossier.Counts.Events:N0} events in {dossier.Counts.Files:N0} files");
        Say($"investigate: {seconds:F1} s, {dossier.Counts.Events / seconds:N0} events/s, peak memory {peak:N0} MB ({stages})");

        var clock = Stopwatch.StartNew();
        var proof = Verifier.VerifyJournal(Path.Combine(result, "journal"));
        Say($"verify: {proof.Records / clock.Elapsed.TotalSeconds:N0} records/s, whole: {proof.Whole}");

        using var trail = new Trail(Path.Combine(result, "trail"));
        trail.Complete();
        var extent = new Extent(trail, context!, _ => null, _ => -1, _ => "?");
        clock.Restart();
        extent.Attribute(ten);
        var counts = extent.Count("ten");
        Say($"exposure of ten accounts ({ten.Count:N0} sessions, {counts.Persons.Upper:N0} persons at most): {clock.Elapsed.TotalSeconds:F2} s");
    }

    // The FHIR part alone, against DuckDB extracting the same seven fields into a table from the same files. What compares with
    // making that table is the reading: decoded, normalised, in the durable journal and in the spool; the rest is said beside it.
    private void Fhir(string region, string folder)
    {
        var part = Directory.CreateDirectory(Path.Combine(folder, "fhir")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(region, "trails"), "*.ndjson", SearchOption.AllDirectories).Where(IsAuditEvents))
            File.CreateSymbolicLink(Path.Combine(part, Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file))) + "-" + Path.GetFileName(file)), Path.GetFullPath(file));
        var (dossier, stages, seconds, _) = Investigate(part, Path.Combine(folder, "fhir-out"), folder, null);
        var events = dossier.Counts.Events;
        var reading = stages.Seconds(Reading);
        var clock = Stopwatch.StartNew();
        using var connection = new DuckDBConnection($"Data Source=:memory:;threads={Environment.ProcessorCount}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE seven AS SELECT recorded, action, outcome,
                json_extract_string(agent, '$[*].who.identifier.value') AS account, json_extract_string(agent, '$[*].network.address') AS address,
                json_extract_string(entity, '$[*].what.reference') AS patient, json_extract_string(entity, '$[*].query') AS query
            FROM read_json('{part}/*.ndjson', format = 'newline_delimited', columns = {"{"}recorded: 'VARCHAR', action: 'VARCHAR', outcome: 'VARCHAR', agent: 'JSON', entity: 'JSON'{"}"});
            """;
        command.ExecuteNonQuery();
        var peer = clock.Elapsed.TotalSeconds;
        Say($"FHIR part: {events:N0} events; DuckDB read_json, seven fields into a table, {events / peer:N0}/s");
        Say($"  Égide, decoded, normalised, in the durable journal and the spool: {events / reading:N0}/s, ratio {peer / reading:F2}");
        Say($"  Égide, whole path: {events / seconds:N0}/s, ratio {peer / seconds:F2} ({stages})");
    }

    private (Dossier Dossier, StageTimes Stages, double Seconds, long Peak) Investigate(string path, string result, string folder, Action<Flow>? inspect)
    {
        Machine.ForgetPeak();
        var stages = new StageTimes();
        var clock = Stopwatch.StartNew();
        var dossier = new Inquiry(new InvestigationOptions { Paths = [path], Out = result, Key = Path.Combine(folder, "key") }, stages, TimeProvider.System) { Inspect = inspect }.Run(cancel);
        stages.Stop();
        return (dossier, stages, clock.Elapsed.TotalSeconds, Machine.PeakMegabytes());
    }

    private void Say(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        to.WriteLine(text);
        _kept.WriteLine(text);
    }

    private static bool IsAuditEvents(string file)
    {
        using var reader = new StreamReader(file);
        return reader.ReadLine()?.Contains("\"AuditEvent\"", StringComparison.Ordinal) == true;
    }
}
