using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>Establishments by categories, tinted by the likely number of persons: fewer of them make the columns, so that it fits a page.</summary>
internal static class HeatTable
{
    private const int MostEstablishments = 40, WidestAcross = 6;

    public static void Write(Page page, IncidentDossier incident)
    {
        if (incident.Controllers.Count == 0) return;
        var words = page.Words;
        var codes = PersonsSection.InOrder(incident.Categories.Keys).ToList();
        var establishments = incident.Controllers.OrderByDescending(c => c.Value.Likely).ThenByDescending(c => c.Value.Upper).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Key).Take(MostEstablishments).ToList();
        var most = Math.Max(1, incident.Controllers.Max(c => c.Value.Likely));
        var caption = words.Say("Personnes par établissement responsable et catégorie (vraisemblable ; entre parenthèses prouvé – au plus)",
            "People by answerable establishment and category (likely; in brackets proven – at most)");
        // Null stands for any category.
        List<string?> categories = [null, .. codes];
        if (establishments.Count <= WidestAcross)
        {
            page.Table(caption, [words.Say("Catégorie", "Category"), .. establishments.Select(page.Organisation)]);
            foreach (var code in categories) Row(page, Name(words, code), establishments.Select(e => Of(incident, e, code)), most, "n ");
        }
        else
        {
            page.Html.Open("div", ("class", "dense"));
            page.Table(caption, [words.Say("Établissement", "Establishment"), .. categories.Select(c => Name(words, c))]);
            foreach (var establishment in establishments) Row(page, page.Organisation(establishment), categories.Select(c => Of(incident, establishment, c)), most, "n stacked ");
        }

        page.EndTable();
        if (establishments.Count > WidestAcross) page.Html.Close();
        if (incident.Controllers.Count > MostEstablishments)
        {
            var more = words.Number(incident.Controllers.Count - MostEstablishments);
            page.Paragraph($"{more} autres établissements dans incidents.json et exposure.csv.", $"{more} more establishments in incidents.json and exposure.csv.", "quiet");
        }
    }

    private static string Name(Words words, string? code) => code is null
        ? words.Say("Toutes données", "Any data")
        : words.Of(CategoryNames.Of(code)) + (CategoryNames.IsMedical(code) ? " ✚" : "");

    private static Bounds Of(IncidentDossier incident, string establishment, string? code) => code is null
        ? incident.Controllers[establishment]
        : incident.CategoriesByController.TryGetValue(code, out var by) && by.TryGetValue(establishment, out var bounds) ? bounds : default;

    private static void Row(Page page, string name, IEnumerable<Bounds> cells, long most, string style)
    {
        page.Html.Open("tr");
        page.RowHead(name);
        foreach (var bounds in cells) Cell(page, bounds, most, style);
        page.Html.Close();
    }

    private static void Cell(Page page, Bounds bounds, long most, string style)
    {
        page.Html.Open("td", ("class", style + PersonsSection.Heat(bounds.Likely, most)));
        if (bounds.Upper == 0)
        {
            page.Html.Text("–");
        }
        else
        {
            page.Html.Text(page.Words.Number(bounds.Likely));
            if (bounds.Lower != bounds.Upper)
            {
                page.Html.Element("small", $" ({page.Words.Number(bounds.Lower)}\u00A0–\u00A0{page.Words.Number(bounds.Upper)})");
            }
        }

        page.Html.Close();
    }
}
