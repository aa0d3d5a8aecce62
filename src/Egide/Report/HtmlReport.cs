using System.Text;
using Egide.Report.Html;

namespace Egide.Report;

/// <summary>Writes <c>report.html</c>: the dossier a person reads, in one file that loads nothing and runs nothing.</summary>
public static class HtmlReport
{
    /// <summary>Writes the report, UTF-8 without a byte order mark; the stream is left open.</summary>
    /// <param name="dossier">What to tell.</param>
    /// <param name="language"><c>"en"</c>, or French.</param>
    /// <param name="zone">The zone instants are shown in.</param>
    /// <param name="to">Receives the file.</param>
    public static void Write(Dossier dossier, string language, TimeZoneInfo zone, Stream to)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var html = new HtmlWriter(text);
        var words = new Words(language, zone);
        var title = Title(dossier, words);
        html.DocType();
        html.Open("html", ("lang", words.Language), ("xmlns", "http://www.w3.org/1999/xhtml"));
        Head(html, title);
        html.Open("body");
        html.Open("main");
        Header(html, words, dossier, title);
        var page = new Page(html, words, dossier, 2);
        if (dossier.Incidents.Count == 1)
        {
            IncidentPart.Write(page, dossier.Incidents[0]);
            SourcesSection.Write(page);
            FindingsSection.Write(page, dossier.Incidents[0].Findings.Count > 0 ? dossier.Incidents[0].Findings : dossier.Findings);
        }
        else
        {
            Several(page);
            SourcesSection.Write(page);
        }

        GlossarySection.Write(page);
        MethodSection.Write(page);
        html.Close();
        html.Close();
        html.Close();
    }

    private static string Title(Dossier dossier, Words words) => dossier.Incidents.Count switch
    {
        0 when dossier.Seen.Accounts == 0 => words.Say("Aucun compte à juger dans ces traces", "No account to judge in these trails"),
        0 => words.Say("Aucun incident trouvé", "No incident found"),
        1 => dossier.Incidents[0].Id + (words.French ? "\u00A0: " : ": ") + words.Of(dossier.Incidents[0].Title),
        var n => words.Say($"{n} incidents", $"{n} incidents"),
    };

    private static void Head(HtmlWriter html, string title)
    {
        html.Open("head");
        html.Element("meta", null, ("charset", "utf-8"));
        html.Element("meta", null, ("http-equiv", "Content-Security-Policy"),
            ("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
        html.Element("meta", null, ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Element("meta", null, ("name", "referrer"), ("content", "no-referrer"));
        html.Element("title", "Égide – " + title);
        html.Style(ReportStyle.Css);
        html.Close();
    }

    private static void Header(HtmlWriter html, Words words, Dossier dossier, string title)
    {
        html.Open("header");
        html.Element("p", words.Say("Égide · dossier d'investigation", "Égide · investigation dossier"), ("class", "brand"));
        html.Element("h1", title);
        html.Element("p", words.Say(
            $"Établi le {words.Spoken(dossier.MadeAt)}. Les heures sont celles du fuseau {words.Zone.Id}.",
            $"Made on {words.Spoken(dossier.MadeAt)}. Times are those of {words.Zone.Id}."), ("class", "quiet"));
        html.Close();
    }

    private static void Several(Page page)
    {
        if (page.Dossier.Incidents.Count == 0)
        {
            ExaminedSection.Write(page);
            FindingsSection.Write(page, page.Dossier.Findings);
            return;
        }

        IncidentIndex.Write(page);
        foreach (var incident in page.Dossier.Incidents)
        {
            page.Html.Open("article", ("id", IncidentIndex.Anchor(incident)));
            page.Html.Element("h2", incident.Id + (page.Words.French ? "\u00A0: " : ": ") + page.Words.Of(incident.Title));
            var inner = page with { Level = 3 };
            IncidentPart.Write(inner, incident);
            FindingsSection.Write(inner, incident.Findings);
            page.Html.Close();
        }
    }
}
