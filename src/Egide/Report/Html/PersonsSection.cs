using System.Globalization;
using Egide.Observe.Data;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>How many persons, between which bounds, by category; then by establishment.</summary>
internal static class PersonsSection
{
    private const double Top = 8;

    // A screen too narrow for names beside the bars has them above, and the numbers with them.
    private static readonly (double Left, double Right, double Width, double Row, int Names) Wide = (190, 720, 960, 26, 0), Narrow = (8, 332, 340, 44, 1);

    public static void Write(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        page.Section("Les personnes concernées", "The people concerned");
        IntervalPart.Write(page, incident);
        if (incident.Persons.Upper > 0)
        {
            Bars(page, incident, Wide);
            Bars(page, incident, Narrow);
            Key(page, incident);
            HeatTable.Write(page, incident);
            Evidence(page, incident);
        }
        else
        {
            page.Paragraph("Aucune personne.", "Nobody.");
        }

        page.Close();
    }

    /// <summary>Codes in the order of docs/outputs.md, unknown ones last.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> codes)
    {
        var known = DataCategories.All.ToList();
        return codes.OrderBy(c => known.IndexOf(c) is var i && i < 0 ? int.MaxValue : i).ThenBy(c => c, StringComparer.Ordinal);
    }

    private static void Bars(Page page, IncidentDossier incident, (double Left, double Right, double Width, double Row, int Names) at)
    {
        var (left, right, width, row, above) = at;
        var words = page.Words;
        var rows = new List<(string Name, Bounds Bounds, bool Medical)> { (words.Say("toutes données", "any data"), incident.Persons, false) };
        foreach (var code in InOrder(incident.Categories.Keys))
        {
            rows.Add((words.Of(CategoryNames.Of(code)), incident.Categories[code], CategoryNames.IsMedical(code)));
        }

        var (most, log) = Scale(rows.Select(r => r.Bounds));
        var bottom = Top + (rows.Count * row);
        var plot = new Plot(page.Html, width, bottom + 26, words.Say(
            "Personnes par catégorie de données : prouvé, vraisemblable, au plus", "People by category of data: proven, likely, at most"), above > 0 ? Plot.Small : Plot.Large);
        Ticks(plot, words, most, log, (left, right, bottom), above > 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var y = Top + ((i + 0.5) * row) + (above * 12);
            var (name, bounds, medical) = rows[i];
            plot.Label(above > 0 ? left : left - 10, above > 0 ? y - 16 : y + 4, medical ? name + " ✚" : name, above > 0 ? null : "end", i == 0 ? "strong" : null);
            plot.Line(X(bounds.Lower), y, X(bounds.Upper), y, "whisker");
            plot.Line(X(bounds.Lower), y - 6, X(bounds.Lower), y + 6, "whisker");
            plot.Line(X(bounds.Upper), y - 6, X(bounds.Upper), y + 6, "whisker");
            plot.Box(X(bounds.Likely) - 4, y - 4, 8, 8, "likely");
            plot.Label(above > 0 ? right : right + 14, above > 0 ? y - 16 : y + 4, words.Range(bounds), above > 0 ? "end" : null, i == 0 ? "strong" : null);
        }

        plot.End();

        double X(long n) => left + (Share(n, most, log) * (right - left));
    }

    private static void Evidence(Page page, IncidentDossier incident)
    {
        if (page.Links is not { } links) return;
        var words = page.Words;
        page.Html.Open("p");
        page.Html.Text(words.Say("Sur quoi repose chaque nombre : ", "What each number rests on: "));
        page.Html.Element("a", words.Say("toutes données", "any data"), ("href", links.Evidence(incident.Id, null)));
        foreach (var code in InOrder(incident.Categories.Keys))
        {
            page.Html.Text(", ");
            page.Html.Element("a", words.Of(CategoryNames.Of(code)), ("href", links.Evidence(incident.Id, code)));
        }

        page.Html.Text(".");
        page.Html.Close();
    }

    private static void Key(Page page, IncidentDossier incident)
    {
        var log = Scale(incident.Categories.Values.Append(incident.Persons)).Log;
        page.Paragraph("✚ donnée médicale. Barre de gauche : prouvé ; carré : vraisemblable ; barre de droite : au plus." + (log ? " Échelle logarithmique." : ""),
            "✚ medical data. Left bar: proven; square: likely; right bar: at most." + (log ? " Logarithmic scale." : ""), "quiet");
    }

    private static (long Most, bool Log) Scale(IEnumerable<Bounds> all)
    {
        var numbers = all.SelectMany(b => (long[])[b.Lower, b.Likely, b.Upper]).ToList();
        var most = Math.Max(1, numbers.Max());
        return (most, most / numbers.Where(n => n > 0).DefaultIfEmpty(1).Min() >= 50);
    }

    private static double Share(long n, long most, bool log) => log ? Math.Log(1 + n) / Math.Log(1 + most) : (double)n / most;

    private static void Ticks(Plot plot, Words words, long most, bool log, (double Left, double Right, double Bottom) at, bool few)
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
            var x = at.Left + (Share(tick, most, log) * (at.Right - at.Left));
            plot.Line(x, Top, x, at.Bottom, "grid");
            if (!few || tick == 0 || tick == ticks[^1]) plot.Label(x, at.Bottom + 15, words.Number(tick), few ? tick == 0 ? "start" : "end" : "middle", "axis");
        }

        plot.Line(at.Left, at.Bottom, at.Right, at.Bottom, "base");
    }

    /// <summary>Class of a cell by its share of the most, 0 to 5.</summary>
    public static string Heat(long likely, long most) =>
        "h" + (likely == 0 || most == 0 ? 0 : Math.Clamp((int)Math.Ceiling(5 * Math.Sqrt((double)likely / most)), 1, 5)).ToString(CultureInfo.InvariantCulture);
}
