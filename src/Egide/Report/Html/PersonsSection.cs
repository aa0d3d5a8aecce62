using System.Globalization;
using Egide.Observe.Data;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>How many persons, between which bounds, by category; then by establishment.</summary>
internal static class PersonsSection
{
    private const double Left = 190, Right = 720, Row = 26, Top = 8;

    public static void Write(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        page.Section("Les personnes concernées", "The people concerned");
        page.Paragraph("Trois nombres : ce qui est prouvé (certain, et la personne est nommée), ce qui est vraisemblable (avec le probable), ce que les traces laissent possible (avec le possible et les réponses dont les noms ne sont pas gardés).",
            "Three numbers: what is proven (certain, and the person named), what is likely (with the probable), what the trails leave possible (with the possible, and answers whose names are not kept).", "quiet");
        if (incident.Persons.Upper > 0)
        {
            Bars(page, incident);
            HeatTable.Write(page, incident);
        }
        else
        {
            page.Paragraph("Aucune personne.", "Nobody.");
        }

        page.Close();
    }

    /// <summary>Codes in the order of the contract, unknown ones last.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> codes)
    {
        var known = DataCategories.All.ToList();
        return codes.OrderBy(c => known.IndexOf(c) is var i && i < 0 ? int.MaxValue : i).ThenBy(c => c, StringComparer.Ordinal);
    }

    private static void Bars(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        var rows = new List<(string Name, Bounds Bounds, bool Medical)> { (words.Say("toutes données", "any data"), incident.Persons, false) };
        foreach (var code in InOrder(incident.Categories.Keys))
        {
            rows.Add((words.Of(CategoryNames.Of(code)), incident.Categories[code], CategoryNames.IsMedical(code)));
        }

        var most = Math.Max(1, rows.Max(r => r.Bounds.Upper));
        var least = rows.SelectMany(r => (long[])[r.Bounds.Lower, r.Bounds.Likely, r.Bounds.Upper]).Where(n => n > 0).DefaultIfEmpty(1).Min();
        var log = most / least >= 50;
        var bottom = Top + (rows.Count * Row);
        var plot = new Plot(page.Html, 960, bottom + 26, words.Say(
            "Personnes par catégorie de données : prouvé, vraisemblable, au plus", "People by category of data: proven, likely, at most"));
        Ticks(plot, words, most, log, bottom);
        for (var i = 0; i < rows.Count; i++)
        {
            var y = Top + ((i + 0.5) * Row);
            var (name, bounds, medical) = rows[i];
            plot.Label(Left - 10, y + 4, medical ? name + " ✚" : name, "end", i == 0 ? "strong" : null);
            plot.Line(X(bounds.Lower), y, X(bounds.Upper), y, "whisker");
            plot.Line(X(bounds.Lower), y - 6, X(bounds.Lower), y + 6, "whisker");
            plot.Line(X(bounds.Upper), y - 6, X(bounds.Upper), y + 6, "whisker");
            plot.Box(X(bounds.Likely) - 4, y - 4, 8, 8, "likely");
            plot.Label(Right + 14, y + 4, words.Range(bounds), null, i == 0 ? "strong" : null);
        }

        plot.End();
        page.Paragraph("✚ donnée médicale. Barre de gauche : prouvé ; carré : vraisemblable ; barre de droite : au plus." + (log ? " Échelle logarithmique." : ""),
            "✚ medical data. Left bar: proven; square: likely; right bar: at most." + (log ? " Logarithmic scale." : ""), "quiet");

        double X(long n) => Left + (Share(n, most, log) * (Right - Left));
    }

    private static double Share(long n, long most, bool log) => log ? Math.Log(1 + n) / Math.Log(1 + most) : (double)n / most;

    private static void Ticks(Plot plot, Words words, long most, bool log, double bottom)
    {
        var ticks = new List<long> { 0 };
        if (log)
        {
            for (long n = most > 100_000 ? 10 : 1; n <= most; n *= 10) ticks.Add(n);
        }
        else
        {
            var step = (long)Math.Max(1, Math.Pow(10, Math.Floor(Math.Log10(most))));
            if (most / step < 3 && step >= 2) step /= 2;
            for (var n = step; n <= most; n += step) ticks.Add(n);
        }

        foreach (var tick in ticks)
        {
            var x = Left + (Share(tick, most, log) * (Right - Left));
            plot.Line(x, Top, x, bottom, "grid");
            plot.Label(x, bottom + 15, words.Number(tick), "middle", "axis");
        }

        plot.Line(Left, bottom, Right, bottom, "base");
    }

    /// <summary>Class of a cell by its share of the most, 0 to 5.</summary>
    public static string Heat(long likely, long most) =>
        "h" + (likely == 0 || most == 0 ? 0 : Math.Clamp((int)Math.Ceiling(5 * Math.Sqrt((double)likely / most)), 1, 5)).ToString(CultureInfo.InvariantCulture);
}
