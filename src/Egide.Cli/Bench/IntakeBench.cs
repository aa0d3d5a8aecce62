using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Egide.Cli.Investigation;
using Egide.Journal;
using Egide.Simulator;

namespace Egide.Cli.Bench;

/// <summary>The whole path on a simulated region, beside DuckDB's own <c>read_json</c> on its FHIR part, in one run.</summary>
internal static class IntakeBench
{
    public static void Run(int professionals, int days, double density, TextWriter to, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("egide-bench-").FullName;
        try
        {
            var region = Path.Combine(folder, "region");
            var made = Region.Write(new RegionOptions { Seed = 1, Days = days, Professionals = professionals, Density = density, Attacks = ["grades-2025"], Out = region }, null, cancel);
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Cpu()}; {Environment.ProcessorCount} cores; {made.Records:N0} records, {made.Bytes / 1e9:F2} GB"));
            var clock = Stopwatch.StartNew();
            var dossier = new Inquiry(new InvestigationOptions { Paths = [region], Out = Path.Combine(folder, "out"), Key = Path.Combine(folder, "key") }, new PlainProgress(), TimeProvider.System).Run(cancel);
            var whole = clock.Elapsed.TotalSeconds;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"investigate: {whole:F1} s, {dossier.Counts.Events / whole:N0} events/s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB"));
            clock.Restart();
            var proof = Verifier.VerifyJournal(Path.Combine(folder, "out", "journal"));
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verify: {proof.Records / clock.Elapsed.TotalSeconds:N0} records/s, whole: {proof.Whole}"));
            Fhir(region, folder, to, cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The FHIR part alone, against DuckDB extracting the same seven fields into a table from the same files.
    private static void Fhir(string region, string folder, TextWriter to, CancellationToken cancel)
    {
        var part = Directory.CreateDirectory(Path.Combine(folder, "fhir")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(region, "trails"), "*.ndjson", SearchOption.AllDirectories).Where(IsAuditEvents))
            File.Copy(file, Path.Combine(part, Path.GetFileName(Path.GetDirectoryName(file)) + "-" + Path.GetFileName(file)), overwrite: true);
        var clock = Stopwatch.StartNew();
        var dossier = new Inquiry(new InvestigationOptions { Paths = [part], Out = Path.Combine(folder, "fhir-out"), Key = Path.Combine(folder, "key") }, new PlainProgress(), TimeProvider.System).Run(cancel);
        var ours = clock.Elapsed.TotalSeconds;
        clock.Restart();
        using var connection = new DuckDBConnection("Data Source=:memory:;threads=2");
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
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"FHIR part: {dossier.Counts.Events:N0} events; Égide whole path {dossier.Counts.Events / ours:N0}/s; DuckDB read_json, seven fields, {dossier.Counts.Events / peer:N0}/s; ratio {peer / ours:F2}"));
    }

    private static bool IsAuditEvents(string file)
    {
        using var reader = new StreamReader(file);
        return reader.ReadLine()?.Contains("\"AuditEvent\"", StringComparison.Ordinal) == true;
    }

    private static string Cpu() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?";
}
