namespace Egide.Report.Html;

/// <summary>When there is no incident: that, what was examined, and that this is no proof of absence.</summary>
internal static class ExaminedSection
{
    public static void Write(Page page)
    {
        var (words, dossier) = (page.Words, page.Dossier);
        var quiet = dossier.Seen.Accounts == 0;
        page.Html.Element("p", quiet
            ? words.Say("Ces traces ne nomment aucun compte : ce dossier ne dit rien des comptes, ni pour ni contre un incident.",
                "These trails name no account: this dossier says nothing about accounts, neither for an incident nor against one.")
            : words.Say(
                $"Aucun incident n'a été trouvé. Ont été examinés {words.Count(dossier.Seen.Accounts, "compte", "comptes", "", "")} et {words.Count(dossier.Seen.Sessions, "session", "sessions", "", "")}, en {words.Count(dossier.Counts.Events, "événement", "événements", "", "")}. Ce n'est pas la preuve qu'il n'y en a pas eu : seulement que les traces reçues n'en montrent pas.{Cut(words, dossier).Fr}",
                $"No incident was found. Examined were {words.Count(dossier.Seen.Accounts, "", "", "account", "accounts")} and {words.Count(dossier.Seen.Sessions, "", "", "session", "sessions")}, in {words.Count(dossier.Counts.Events, "", "", "event", "events")}. This is no proof that there was none: only that the trails received show none.{Cut(words, dossier).En}"),
            ("class", quiet ? "story mute" : "story calm"));
        page.Section("Ce qui a été examiné", "What was examined");
        Paths(page, words.Say("Traces", "Trails"), dossier.Inputs);
        Paths(page, words.Say("Contexte", "Context"), dossier.Context);
        page.Close();
        LimitsSection.Write(page, null);
    }

    private static Text Cut(Words words, Dossier dossier) => dossier.Unread.Count == 0 ? new("", "") : new(
        $" Et {words.Count(dossier.Unread.Count, "fichier n'a pas pu être lu en entier", "fichiers n'ont pas pu être lus en entier", "", "")}.",
        $" And {words.Count(dossier.Unread.Count, "", "", "file", "files")} could not be read whole.");

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
