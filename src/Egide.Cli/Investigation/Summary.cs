using System.Globalization;
using System.Text.Json;
using Egide.Report;
using Spectre.Console;

namespace Egide.Cli.Investigation;

/// <summary>What the command says when it is done.</summary>
internal static class Summary
{
    public static void Print(Dossier dossier, string folder, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                schema_version = DossierFiles.SchemaVersion,
                incidents = dossier.Incidents.Select(i => new { id = i.Id, accounts = i.Accounts.Count, from = i.From, to = i.To, persons = i.Persons, medical = i.Medical.Statement }),
                events = dossier.Counts.Events, quarantined = dossier.Counts.Quarantined, report = Path.Combine(folder, "report.html"), root = dossier.Journal.Root,
            }));
            return;
        }

        Console.Error.WriteLine();
        Console.WriteLine(Language.Text(
            string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"{dossier.Counts.Files:N0} fichiers, {dossier.Counts.Events:N0} événements, {dossier.Counts.Quarantined:N0} en quarantaine, {dossier.Seen.Accounts:N0} comptes."),
            string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{dossier.Counts.Files:N0} files, {dossier.Counts.Events:N0} events, {dossier.Counts.Quarantined:N0} in quarantine, {dossier.Seen.Accounts:N0} accounts.")));
        if (dossier.Incidents.Count == 0) Console.WriteLine(Language.Text("Aucun incident trouvé.", "No incident found."));
        else AnsiConsole.Write(Table(dossier));
        Console.WriteLine(Language.Text($"Rapport : {Path.Combine(folder, "report.html")}", $"Report: {Path.Combine(folder, "report.html")}"));
    }

    private static Table Table(Dossier dossier)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Language.Code == "en"
            ? new[] { "Incident", "Accounts", "From", "To", "Persons (lower / likely / upper)", "Medical data" }
            : ["Incident", "Comptes", "Du", "Au", "Personnes (au moins / probable / au plus)", "Données médicales"]) table.AddColumn(column);
        foreach (var incident in dossier.Incidents)
            table.AddRow(incident.Id, incident.Accounts.Count.ToString(CultureInfo.InvariantCulture),
                incident.From.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), incident.To.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{incident.Persons.Lower} / {incident.Persons.Likely} / {incident.Persons.Upper}"), Medical(incident.Medical.Statement));
        return table;
    }

    private static string Medical(string statement) => statement switch
    {
        "none_proven" => Language.Text("aucune", "none"),
        "exposed" => Language.Text("vues", "seen"),
        _ => Language.Text("ne peut être exclu", "cannot be excluded"),
    };
}
