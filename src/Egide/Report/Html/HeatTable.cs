using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>Establishments by categories, tinted by the likely number of persons.</summary>
internal static class HeatTable
{
    private const int MostRows = 40;

    public static void Write(Page page, IncidentDossier incident)
    {
        if (incident.Controllers.Count == 0) return;
        var words = page.Words;
        var codes = PersonsSection.InOrder(incident.Categories.Keys).ToList();
        var columns = new List<string> { words.Say("Établissement", "Establishment"), words.Say("Toutes données", "Any data") };
        columns.AddRange(codes.Select(c => words.Of(CategoryNames.Of(c)) + (CategoryNames.IsMedical(c) ? " ✚" : "")));
        page.Table(words.Say("Personnes par établissement responsable et catégorie (vraisemblable ; entre parenthèses prouvé – au plus)",
            "People by answerable establishment and category (likely; in brackets proven – at most)"), [.. columns]);
        var ordered = incident.Controllers.OrderByDescending(c => c.Value.Likely).ThenBy(c => c.Key, StringComparer.Ordinal).ToList();
        var most = Math.Max(1, ordered.Max(c => c.Value.Likely));
        foreach (var (key, all) in ordered.Take(MostRows))
        {
            page.Html.Open("tr");
            page.RowHead(page.Organisation(key));
            Cell(page, all, most);
            foreach (var code in codes)
            {
                var found = incident.CategoriesByController.TryGetValue(code, out var by) && by.TryGetValue(key, out var bounds) ? bounds : default;
                Cell(page, found, most);
            }

            page.Html.Close();
        }

        page.EndTable();
        if (ordered.Count > MostRows)
        {
            var more = words.Number(ordered.Count - MostRows);
            page.Paragraph($"{more} autres établissements dans incidents.json et exposure.csv.", $"{more} more establishments in incidents.json and exposure.csv.", "quiet");
        }
    }

    private static void Cell(Page page, Bounds bounds, long most)
    {
        page.Html.Open("td", ("class", "n " + PersonsSection.Heat(bounds.Likely, most)));
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
