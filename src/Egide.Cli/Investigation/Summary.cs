using System.Globalization;
using System.Text.Json;
using Egide.Observe;
using Egide.Report;
using Egide.Scope;
using Spectre.Console;

namespace Egide.Cli.Investigation;

/// <summary>What the command says when it is done.</summary>
internal static class Summary
{
    private const int MostLeftOut = 10;

    public static void Print(Dossier dossier, string folder, bool json)
    {
        Alarm(dossier);
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
        Console.WriteLine($"{Said.Files(dossier.Counts.Files)}, {Said.Count(dossier.Counts.Events, "événement", "événements", "event", "events")}, {Said.Number(dossier.Counts.Quarantined)} {Language.Text("en quarantaine", "in quarantine")}, {Said.Count(dossier.Seen.Accounts, "compte", "comptes", "account", "accounts")}.");
        Quarantine(dossier);
        if (dossier.Seen.Accounts == 0) Console.WriteLine(Language.Text("Aucun compte à juger : ces traces ne disent rien d’un incident, ni pour ni contre.", "No account to judge: these trails say nothing of an incident, neither for nor against."));
        else if (dossier.Incidents.Count == 0) Console.WriteLine(Language.Text("Aucun incident trouvé.", "No incident found."));
        else AnsiConsole.Write(Table(dossier));
        Console.WriteLine(Language.Text($"Rapport : {Path.Combine(folder, "report.html")}", $"Report: {Path.Combine(folder, "report.html")}"));
    }

    // On standard error, so that a reader of the JSON is told as well.
    private static void Alarm(Dossier dossier)
    {
        if (dossier.Unread.Count > 0)
        {
            var (path, why) = dossier.Unread[0];
            Console.Error.WriteLine(Language.Text(
                $"ATTENTION : {Said.Count(dossier.Unread.Count, "fichier n’a pas pu être lu en entier", "fichiers n’ont pas pu être lus en entier", "", "")}, d’abord {path}. {why.Fr}",
                $"WARNING: {Said.Count(dossier.Unread.Count, "", "", "file", "files")} could not be read whole, first {path}. {why.En}"));
        }

        foreach (var absent in dossier.Absent) Console.Error.WriteLine(Language.Text("ATTENTION : ", "WARNING: ") + absent.In(Language.Code));
        foreach (var (path, why) in dossier.LeftOut.Take(MostLeftOut)) Console.Error.WriteLine(Language.Text($"ATTENTION : contexte : {path} : {why.Fr}", $"WARNING: context: {path}: {why.En}"));
        if (dossier.LeftOut.Count > MostLeftOut)
            Console.Error.WriteLine(Language.Text($"ATTENTION : contexte : et {Said.Files(dossier.LeftOut.Count - MostLeftOut)} de plus, dits dans le rapport.", $"WARNING: context: and {Said.Files(dossier.LeftOut.Count - MostLeftOut)} more, told in the report."));
        if (dossier.Seen.Accounts == 0)
            Console.Error.WriteLine(Language.Text("ATTENTION : ces traces ne nomment aucun compte. Apporter celles du fournisseur d’identité ou des dossiers patients.",
                "WARNING: these trails name no account. Bring those of the identity provider or of the patient records."));
    }

    private static void Quarantine(Dossier dossier)
    {
        var reasons = dossier.Sources.SelectMany(s => s.Quarantined).Where(q => q.Value > 0).GroupBy(q => q.Key).OrderByDescending(g => g.Sum(q => q.Value)).ToList();
        if (reasons.Count == 0) return;
        Console.WriteLine(Language.Text("En quarantaine : ", "In quarantine: ")
            + string.Join(", ", reasons.Select(g => $"{UnreadCode.Say(g.Key).In(Language.Code)} ({Said.Number(g.Sum(q => q.Value))})")) + ".");
    }

    private static Table Table(Dossier dossier)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Inquiry.Zone);
        string Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Language.Code == "en"
            ? new[] { "Incident", "Accounts", $"From, to\n({Inquiry.Zone})", "People\n(proven / likely\n/ at most)", "Medical data" }
            : ["Incident", "Comptes", $"Du, au\n({Inquiry.Zone})", "Personnes\n(prouvé / probable\n/ au plus)", "Données\nmédicales"])
            table.AddColumn(column, c => c.NoWrap());
        table.Columns[^1].NoWrap = false;
        foreach (var incident in dossier.Incidents)
            table.AddRow(incident.Id, incident.Accounts.Count.ToString(CultureInfo.InvariantCulture), $"{Local(incident.From)}\n{Local(incident.To)}",
                $"{Said.Number(incident.Persons.Lower)} / {Said.Number(incident.Persons.Likely)} / {Said.Number(incident.Persons.Upper)}", Medical(incident.Medical));
        return table;
    }

    private static string Medical(MedicalStatement medical) => medical.Statement switch
    {
        "none_proven" => Language.Text("aucune", "none"),
        "exposed" when !medical.Records => Language.Text("noms de médecins traitants", "names of practitioners"),
        "exposed" => Language.Text("vues", "seen"),
        _ => Language.Text("ne peut être exclu", "cannot be excluded"),
    };
}
