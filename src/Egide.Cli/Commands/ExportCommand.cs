using System.CommandLine;
using System.Globalization;
using Egide.Connectors.Live;

namespace Egide.Cli.Commands;

/// <summary><c>egide export</c>: a live journal's records as trails again, for <c>egide investigate</c>.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var data = new Argument<string>("DATA") { Description = "Dossier de egide serve ou forward. / Folder of egide serve or forward." };
        var output = new Option<string>("--out") { Description = "Dossier des traces, vide ou absent. / Folder of the trails, empty or absent.", Required = true };
        var since = CommonOptions.Instant("--since", "Reçus à partir de (ISO 8601). / Received from.");
        var until = CommonOptions.Instant("--until", "Reçus avant. / Received before.");
        var language = Language.Option();
        var command = new Command("export", "Un journal vivant redevient des traces, pour un dossier. / A live journal becomes trails again, for a dossier.\n\n  egide export egide-data --out out/trails") { data, output, since, until, language };
        command.SetAction((parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            CommonOptions.InOrder(parsed.GetValue(since), parsed.GetValue(until));
            var (from, to) = (parsed.GetValue(data)!, parsed.GetValue(output)!);
            var journal = Directory.Exists(Path.Combine(from, "journal")) ? Path.Combine(from, "journal") : from;
            if (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any())
                throw new ArgumentException(Language.Text($"{to} n’est pas vide : donner un dossier vide.", $"{to} is not empty: give an empty folder."));
            var reader = new LiveReader(journal);
            using var export = new TrailExport(to);
            export.Write(reader, parsed.GetValue(since), parsed.GetValue(until), cancel);
            Console.WriteLine(Language.Text(
                string.Create(CultureInfo.InvariantCulture, $"{export.Records} enregistrements → {to} (journal {reader.Checkpoint.Origin}, {reader.Count} entrées, racine {reader.Checkpoint.RootText})"),
                string.Create(CultureInfo.InvariantCulture, $"{export.Records} records → {to} (journal {reader.Checkpoint.Origin}, {reader.Count} entries, root {reader.Checkpoint.RootText})")));
            return Task.FromResult(Edge.Done);
        });
        return command;
    }
}
