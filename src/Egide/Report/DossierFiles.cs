using System.Text;
using Egide.Report.Files;

namespace Egide.Report;

/// <summary>Writes the dossier's files for machines; <c>docs/outputs.md</c> says what each holds.</summary>
public static class DossierFiles
{
    /// <summary>What every JSON entry carries as <c>schema_version</c>: it rises when a change breaks a reader, never for an addition.</summary>
    public const int SchemaVersion = Files.Json.SchemaVersion;

    /// <summary>
    /// Writes <c>incidents.json</c>, <c>findings.ndjson</c>, <c>sessions.csv</c>, <c>timeline.csv</c> and <c>sources.json</c>, each
    /// replacing one of its name. UTF-8, no byte order mark, lines end in LF, instants in UTC.
    /// </summary>
    /// <param name="dossier">What to tell.</param>
    /// <param name="folder">Where; made when missing.</param>
    /// <param name="language">Of the sentences: <c>"en"</c>, or French.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Write(Dossier dossier, string folder, string language)
    {
        Directory.CreateDirectory(folder);
        using (var to = File.Create(Path.Combine(folder, "incidents.json"))) IncidentsFile.Write(dossier, language, to);
        using (var to = File.Create(Path.Combine(folder, "findings.ndjson"))) FindingsFile.Write(dossier.Findings, to);
        using (var to = File.Create(Path.Combine(folder, "sources.json"))) SourcesFile.Write(dossier.Sources, language, to);
        using (var to = Csv(folder, "sessions.csv")) SessionsFile.Write(dossier, language, to);
        using (var to = Csv(folder, "timeline.csv")) TimelineFile.Write(dossier, language, to);
    }

    private static StreamWriter Csv(string folder, string name) =>
        new(Path.Combine(folder, name), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
}
