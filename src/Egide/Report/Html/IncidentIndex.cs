using System.Globalization;

namespace Egide.Report.Html;

/// <summary>The list of incidents, when there are several.</summary>
internal static class IncidentIndex
{
    public static void Write(Page page)
    {
        var words = page.Words;
        page.Section("Les incidents", "The incidents");
        page.Table(words.Say("Incidents, le plus lourd d'abord", "Incidents, the heaviest first"),
            words.Say("Incident", "Incident"), words.Say("De", "From"), words.Say("À", "To"), words.Say("Comptes", "Accounts"),
            words.Say("Personnes (prouvé – vraisemblable – au plus)", "People (proven – likely – at most)"), words.Say("État", "Status"));
        foreach (var incident in page.Dossier.Incidents)
        {
            page.Html.Open("tr");
            page.Html.Open("th", ("scope", "row"));
            page.Html.Element("a", incident.Id + " " + words.Of(incident.Title), ("href", "#" + Anchor(incident)));
            page.Html.Close();
            page.Cells(words.Instant(incident.From), words.Instant(incident.To));
            page.Number(incident.Accounts.Count);
            page.Cells(words.Range(incident.Persons), Status(words, incident.Status));
            page.Html.Close();
        }

        page.EndTable();
        page.Close();
    }

    /// <summary>A fragment name without anything a value could bring in.</summary>
    public static string Anchor(IncidentDossier incident) =>
        "i" + string.Concat(incident.Id.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : ((int)c).ToString("x", CultureInfo.InvariantCulture)));

    public static string Status(Words words, string status) => status switch
    {
        "open" => words.Say("ouvert", "open"),
        "watch" => words.Say("à surveiller", "to watch"),
        _ => status,
    };
}
