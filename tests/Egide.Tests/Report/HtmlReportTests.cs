using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Egide.Detect;
using Egide.Report;
using Egide.Scope;
using Egide.Scope.Replay;

namespace Egide.Tests.Report;

public class HtmlReportTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    public static TheoryData<string, string> All()
    {
        var all = new TheoryData<string, string>();
        foreach (var name in (string[])["empty", "bare", "rich", "several", "large", "attacked"])
        {
            all.Add(name, "fr");
            all.Add(name, "en");
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_well_formed_with_a_language_a_policy_one_title_and_unique_ids(string name, string language)
    {
        var page = Parse(Render(name, language));

        Assert.Equal(language, page.Root!.Attribute("lang")!.Value);
        Assert.Contains(page.Descendants(Html + "meta"), m => m.Attribute("content")?.Value == "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        Assert.Single(page.Descendants(Html + "h1"));
        Assert.Empty(page.Descendants(Html + "script"));
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(page.Descendants(Html + "a"), a => Assert.Contains(a.Attribute("href")!.Value[1..], ids));
        Assert.All(page.Descendants().Attributes("aria-labelledby"), a => Assert.Contains(a.Value, ids));
        Assert.All(page.Descendants(Html + "th"), th => Assert.NotNull(th.Attribute("scope")));
        Assert.All(page.Descendants(Html + "table"), t => Assert.NotNull(t.Element(Html + "caption")));
        Assert.All(page.Descendants(Html + "table"), Square);
        Keep(name, language);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Headings_never_skip_a_level(string name, string language)
    {
        var levels = Parse(Render(name, language)).Descendants().Select(e => e.Name.LocalName)
            .Where(n => n.Length == 2 && n[0] == 'h' && char.IsAsciiDigit(n[1])).Select(n => n[1] - '0').ToList();

        Assert.Equal(1, levels[0]);
        for (var i = 1; i < levels.Count; i++) Assert.True(levels[i] <= levels[i - 1] + 1, $"h{levels[i - 1]} then h{levels[i]}");
    }

    [Fact]
    public void What_the_attacker_wrote_is_text_and_cannot_turn_the_reading_direction()
    {
        var html = Render("attacked", "fr");

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u0000', html);
    }

    [Fact]
    public void The_story_says_who_when_how_many_and_what_is_not_known_in_french()
    {
        var story = Story("rich", "fr");

        Assert.StartsWith("Du 3\u00A0mars\u00A02026 à 21:04 au 10\u00A0mars\u00A02026 à 06:04, 10\u00A0comptes professionnels ont été utilisés par quelqu’un d’autre que leur titulaire, en 30\u00A0sessions.", story, StringComparison.Ordinal);
        Assert.Contains("au moins 1\u202F204\u00A0personnes", story, StringComparison.Ordinal);
        Assert.Contains("3\u202F410", story, StringComparison.Ordinal);
        Assert.Contains("9\u202F990", story, StringComparison.Ordinal);
        Assert.Contains("Des données médicales ont été vues (43\u00A0accès).", story, StringComparison.Ordinal);
        Assert.Contains("On ne sait pas\u00A0: qui figurait dans les réponses à 212\u00A0recherches", story, StringComparison.Ordinal);
    }

    [Fact]
    public void The_story_says_the_same_in_english()
    {
        var story = Story("rich", "en");

        Assert.StartsWith("From 3\u00A0Mar\u00A02026 at 21:04 to 10\u00A0Mar\u00A02026 at 06:04, 10\u00A0professional accounts were used by someone other than their holders, in 30\u00A0sessions.", story, StringComparison.Ordinal);
        Assert.Contains("at least 1,204\u00A0people was seen; the likely number is 3,410", story, StringComparison.Ordinal);
        Assert.Contains("Not known: who was in the answers to 212\u00A0searches", story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, "was perhaps used by someone other than its holder: 3\u00A0sessions are in doubt, none is put down to someone else for certain.")]
    [InlineData(0.05, "Nothing shows that 1\u00A0professional account")]
    public void A_story_is_never_surer_than_its_sessions(double pIntruder, string told)
    {
        var incident = Dossiers.Incident("INC-1", 1, 3);
        incident = incident with { Sessions = [.. incident.Sessions.Select(s => s with { PIntruder = pIntruder, Verdict = pIntruder > 0.1 ? SessionVerdict.Undecided : SessionVerdict.Carer })] };
        using var to = new MemoryStream();
        HtmlReport.Write(Dossiers.Rich with { Incidents = [incident] }, "en", Paris, to);
        var story = Encoding.UTF8.GetString(to.ToArray());
        Assert.Contains(told, story, StringComparison.Ordinal);
        Assert.DoesNotContain("was used by someone other than its holder, in", story, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_incident_it_says_so_and_what_was_examined_and_claims_no_absence()
    {
        var story = Story("empty", "fr");

        Assert.StartsWith("Aucun incident n’a été trouvé. Ont été examinés 42\u00A0comptes et 310\u00A0sessions, en 1\u202F200\u00A0événements.", story, StringComparison.Ordinal);
        Assert.Contains("Ce n’est pas la preuve", story, StringComparison.Ordinal);
        Assert.Contains("trails/keycloak.json", Render("empty", "fr"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_said_when_nothing_else_is()
    {
        var story = Story("bare", "fr");

        Assert.StartsWith("Rien ne montre que 1\u00A0compte professionnel", story, StringComparison.Ordinal);
        Assert.Contains("aucune personne dont un tiers ait vu les données", story, StringComparison.Ordinal);
        Assert.Contains("ni d’établir ni d’exclure", story, StringComparison.Ordinal);
        Assert.EndsWith("ce qui s’est passé là où les traces manquent.", story, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_incident_stays_a_page_one_can_open_and_says_what_it_leaves_out()
    {
        var html = Render("large", "en");

        Assert.InRange(html.Length, 100_000, 6_000_000);
        Assert.Contains("Drawn are 2,400 of 18,000 sessions", html, StringComparison.Ordinal);
        Assert.Contains("The sessions of 200 more accounts are in sessions.csv.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_incidents_begin_with_an_index_that_leads_to_each()
    {
        var page = Parse(Render("several", "en"));

        Assert.Equal(["#iINC2d1", "#iINC2d2"], page.Descendants(Html + "a").Select(a => a.Attribute("href")!.Value));
        Assert.Equal(2, page.Descendants(Html + "article").Count());
    }

    [Fact]
    public void At_most_thirty_sessions_an_account_are_shown_and_the_rest_counted()
    {
        var one = Dossiers.Rich.Incidents[0];
        var many = Enumerable.Range(0, 75).Select(i => one.Sessions[0] with { Session = "x" + i.ToString(CultureInfo.InvariantCulture) });
        var html = Write(Dossiers.Rich with { Incidents = [one with { Accounts = [one.Accounts[0]], Sessions = [.. many] }] }, "en");

        Assert.Contains("45 more in sessions.csv.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_widens_the_interval_and_what_would_narrow_it_are_said()
    {
        var one = Dossiers.Rich.Incidents[0];
        var html = Write(Dossiers.Rich with
        {
            Register = (5000, 5000, []),
            Incidents =
            [
                one with
                {
                    Known = 5000,
                    Replays = new ReplaySummary(60, 48, new Dictionary<Doubt, (int, long)>()) { Widenings = [new(Doubt.RuleUnknown, "portail.region.example", 9, 812), new(Doubt.RegisterTooLate, "dpi.chu.example", 3, -1)] },
                    Sessions = [.. one.Sessions.Select((s, i) => i == 0 ? s with { Shown = new SessionShown(70, 60, 41, true) } : s)],
                },
            ],
        }, "fr");

        Assert.Contains("48\u00A0ont été rejouées exactement", html, StringComparison.Ordinal);
        Assert.Contains("pris comme toujours vrai", html, StringComparison.Ordinal);
        Assert.Contains("9\u00A0recherches de portail.region.example", html, StringComparison.Ordinal);
        Assert.Contains("tout le registre", html, StringComparison.Ordinal);
        Assert.Contains("P(intrus) 0,004. Ces personnes ne tiennent qu’à elle.", html, StringComparison.Ordinal);
        Assert.Contains("  - source: portail.region.example\n    match: starts-with", html, StringComparison.Ordinal);
        Assert.Contains("12\u00A0recherches, car aucune source", html, StringComparison.Ordinal);
        Assert.Contains("au plus 4\u202F990\u00A0personnes de plus", html, StringComparison.Ordinal);
        Assert.Contains("A6\u00A0: ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_carers_share_is_not_to_be_blocked_unchecked()
    {
        var one = Dossiers.Rich.Incidents[0];
        var html = Write(Dossiers.Rich with { Incidents = [one with { Infrastructure = [one.Infrastructure[0] with { Others = 12 }, one.Infrastructure[1]] }] }, "en");

        Assert.Contains("Do NOT block without checking 203.0.113.7 (12\u00A0other accounts)", html, StringComparison.Ordinal);
        Assert.Contains("203.0.113.42: no carer outside the incident came from there.", html, StringComparison.Ordinal);
    }

    private static void Square(XElement table)
    {
        var rows = table.Descendants(Html + "tr").Select(r => r.Elements().Count()).Distinct();
        Assert.Single(rows);
    }

    [Fact]
    public void Accounts_that_are_closed_on_the_screen_print_open() => Assert.Contains("::details-content{content-visibility:visible", Render("rich", "fr"), StringComparison.Ordinal);

    [Fact]
    public void Each_cell_carries_its_heading_for_screens_too_narrow_for_columns()
    {
        var cells = Parse(Render("rich", "fr")).Descendants(Html + "tbody").Descendants().Where(e => e.Name.LocalName is "td" or "th").ToList();
        Assert.NotEmpty(cells);
        Assert.DoesNotContain(cells, c => string.IsNullOrEmpty(c.Attribute("data-label")?.Value));
    }

    [Fact]
    public void The_glossary_explains_in_both_languages()
    {
        Assert.Contains("Les mots de ce dossier", Render("rich", "fr"), StringComparison.Ordinal);
        Assert.Contains("The words of this dossier", Render("empty", "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1\u00A0indécise", "1\u00A0undecided"), InlineData(2, "2\u00A0indécises", "2\u00A0undecided")]
    public void Sessions_are_counted_as_their_language_agrees(long n, string fr, string en)
    {
        Assert.Equal(fr, new Egide.Report.Html.Words("fr", Paris).Sessions(n, SessionVerdict.Undecided));
        Assert.Equal(en, new Egide.Report.Html.Words("en", Paris).Sessions(n, SessionVerdict.Undecided));
    }

    private static string Story(string name, string language) =>
        Parse(Render(name, language)).Descendants(Html + "p").Single(p => p.Attribute("class")?.Value.Split(' ')[0] == "story").Value;

    // With EGIDE_KEEP set to a folder, the pages are kept there to be looked at.
    private static void Keep(string name, string language)
    {
        if (Environment.GetEnvironmentVariable("EGIDE_KEEP") is not { Length: > 0 } folder) return;
        File.WriteAllText(Path.Combine(folder, $"{name}-{language}.html"), Render(name, language));
    }

    private static string Render(string name, string language) => Write(
        name switch { "empty" => Dossiers.Empty, "rich" => Dossiers.Rich, "several" => Dossiers.Several, "bare" => Dossiers.Bare, "large" => Dossiers.Large, _ => Dossiers.Attacked }, language);

    private static string Write(Dossier dossier, string language)
    {
        using var to = new MemoryStream();
        HtmlReport.Write(dossier, language, Paris, to);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    private static XDocument Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
