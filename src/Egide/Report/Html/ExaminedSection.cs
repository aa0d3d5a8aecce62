namespace Egide.Report.Html;

/// <summary>When there is no incident: that, what was examined, and that this is no proof of absence.</summary>
internal static class ExaminedSection
{
    public static void Write(Page page)
    {
        var (words, dossier) = (page.Words, page.Dossier);
        var quiet = dossier.Counts.Events == 0;
        page.Html.Element("p", quiet
            ? words.Say("Aucun incident n'a été trouvé, mais aucun événement n'a pu être lu : ce dossier ne dit rien des comptes.",
                "No incident was found, but no event could be read: this dossier says nothing about the accounts.")
            : words.Say(
                $"Aucun incident n'a été trouvé. Ont été examinés {words.Count(dossier.Seen.Accounts, "compte", "comptes", "", "")} et {words.Count(dossier.Seen.Sessions, "session", "sessions", "", "")}, en {words.Count(dossier.Counts.Events, "événement", "événements", "", "")}. Ce n'est pas la preuve qu'il n'y en a pas eu : seulement que les traces reçues n'en montrent pas.",
                $"No incident was found. Examined were {words.Count(dossier.Seen.Accounts, "", "", "account", "accounts")} and {words.Count(dossier.Seen.Sessions, "", "", "session", "sessions")}, in {words.Count(dossier.Counts.Events, "", "", "event", "events")}. This is no proof that there was none: only that the trails received show none."),
            ("class", quiet ? "story mute" : "story calm"));
        page.Section("Ce qui a été examiné", "What was examined");
        Paths(page, words.Say("Traces", "Trails"), dossier.Inputs);
        Paths(page, words.Say("Contexte", "Context"), dossier.Context);
        page.Close();
        LimitsSection.Write(page, null);
    }

    private static void Paths(Page page, string name, IReadOnlyList<string> paths)
    {
        page.Html.Element("p", name + (paths.Count == 0 ? page.Words.Say(" : aucun", ": none") : page.Words.Say(" :", ":")));
        if (paths.Count == 0) return;
        page.Html.Open("ul");
        foreach (var path in paths)
        {
            page.Html.Open("li");
            page.Html.Element("code", path);
            page.Html.Close();
        }

        page.Html.Close();
    }
}
