using Egide.Detect;
using Egide.Scope;
using Egide.Scope.Replay;

namespace Egide.Report.Html;

/// <summary>The interval in a picture and in words: what its numbers mean, what widens it, what would narrow it.</summary>
internal static class IntervalPart
{
    private const int MostSessions = 8, MostSources = 12;

    public static void Write(Page page, IncidentDossier incident)
    {
        page.Paragraph("Prouvé : dans une session certainement de l'intrus, les personnes que la trace nomme, ou qu'une recherche rejouée (lancée de nouveau sur le registre tel qu'il était) donne à coup sûr. Vraisemblable : avec les sessions probables. Au plus : avec les sessions possibles et ce que rejouer ne tranche pas.",
            "Proven: in a session certainly the intruder's, the people whom the trail names, or whom a search run again on the register as it was gives for certain. Likely: with the probable sessions. At most: with the possible sessions and what running again does not settle.", "quiet");
        if (incident.Persons.Upper == 0) return;
        Bar(page, incident.Persons);
        Replayed(page, incident);
        Widens(page, incident);
        Narrows(page, incident);
    }

    private static void Bar(Page page, Bounds bounds)
    {
        var (html, words) = (page.Html, page.Words);
        var id = html.NextId("t");
        html.Open("svg", ("class", "interval"), ("role", "img"), ("aria-labelledby", id), ("viewBox", "0 0 1000 20"), ("preserveAspectRatio", "none"));
        html.Element("title", words.Say($"Prouvé {words.Number(bounds.Lower)}, vraisemblable {words.Number(bounds.Likely)}, au plus {words.Number(bounds.Upper)}",
            $"Proven {words.Number(bounds.Lower)}, likely {words.Number(bounds.Likely)}, at most {words.Number(bounds.Upper)}"), ("id", id));
        var (lower, likely) = (1000.0 * bounds.Lower / bounds.Upper, 1000.0 * bounds.Likely / bounds.Upper);
        foreach (var (from, to, style) in ((double, double, string)[])[(0, lower, "proven"), (lower, likely, "probable"), (likely, 1000, "possible")])
        {
            if (to > from) html.Element("rect", null, ("x", Marks.Coordinate(from)), ("y", "0"), ("width", Marks.Coordinate(to - from)), ("height", "20"), ("class", style));
        }

        html.Close();
        html.Open("p", ("class", "legend"));
        foreach (var (n, style, fr, en) in ((long, string, string, string)[])[(bounds.Lower, "proven", "prouvé", "proven"), (bounds.Likely, "probable", "vraisemblable", "likely"), (bounds.Upper, "possible", "au plus", "at most")])
        {
            html.Open("span");
            html.Element("span", "", ("class", "swatch " + style));
            html.Text(words.Say(fr, en) + " ");
            html.Element("strong", words.Number(n));
            html.Close();
        }

        html.Close();
    }

    private static void Replayed(Page page, IncidentDossier incident)
    {
        var (words, replays, register) = (page.Words, incident.Replays, page.Dossier.Register);
        if (replays.Questions == 0) return;
        var all = replays.Inexact == 0;
        page.Paragraph(
            $"{words.Count(replays.Questions, "recherche (avec ses pages) de ces sessions n'a", "recherches (chacune avec ses pages) de ces sessions n'ont", "", "")} pas de résultats gardés par leur source ; {(all ? "toutes ont été rejouées" : $"{words.Count(replays.Exact, "a été rejouée", "ont été rejouées", "", "")}")} exactement.",
            $"{words.Count(replays.Questions, "", "", "search (with its pages) of these sessions has", "searches (each with its pages) of these sessions have")} no results kept by their source; {(all ? "all were" : words.Count(replays.Exact, "", "", "was", "were"))} run again exactly.");
        if (register.Undated > 0 && register.Undated == register.Versions)
            page.Paragraph("Le registre donné n'a pas d'historique : il a été pris comme toujours vrai, ce qui peut ajouter ou ôter qui a changé depuis.", "The register given has no history: it was taken as always true, which may add or leave out who changed since.");
        else if (register.Undated > 0)
            page.Paragraph($"{words.Count(register.Undated, "fiche du registre n'a", "fiches du registre n'ont", "", "")} pas de date de début : prises comme toujours vraies.", $"{words.Count(register.Undated, "", "", "record of the register has", "records of the register have")} no start date: taken as always true.", "quiet");
        if (register.Profiles.Count > 0)
            page.Paragraph($"{words.Count(register.Profiles.Count, "profil de source a été donné, et tenu pour juste", "profils de source ont été donnés, et tenus pour justes", "", "")} (hypothèse A2).", $"{words.Count(register.Profiles.Count, "", "", "source profile was given and taken as right", "source profiles were given and taken as right")} (assumption A2).", "quiet");
    }

    private static IEnumerable<AttributedSession> Hanging(IncidentDossier incident) =>
        incident.Sessions.Where(s => s.Shown is { Hanging: > 0 }).OrderByDescending(s => s.Shown!.Value.Hanging);

    private static void Widens(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        var sessions = Hanging(incident).ToList();
        if (sessions.Count == 0 && incident.Replays.Widenings.Count == 0) return;
        page.Table(words.Say("Ce qui élargit l'intervalle", "What widens the interval"), words.Say("Quoi", "What"), words.Say("Pourquoi", "Why"), words.Say("Personnes, au plus", "People, at most"));
        foreach (var widening in incident.Replays.Widenings.Take(MostSources))
        {
            page.Html.Open("tr");
            page.Html.Element("th", words.Say($"{words.Count(widening.Questions, "recherche", "recherches", "", "")} de {widening.Source}", $"{words.Count(widening.Questions, "", "", "search", "searches")} of {widening.Source}"), ("scope", "row"), ("class", "long"));
            page.Cells(words.Say(Why(widening.Doubt).Fr, Why(widening.Doubt).En));
            page.Html.Element("td", widening.Persons < 0 ? words.Say("tout le registre", "the whole register") : words.Number(widening.Persons), ("class", "n"));
            page.Html.Close();
        }

        foreach (var session in sessions.Take(MostSessions))
        {
            page.Html.Open("tr");
            page.Html.Element("th", words.Say($"Session {session.Session} de {session.Account}", $"Session {session.Session} of {session.Account}"), ("scope", "row"), ("class", "long"));
            page.Cells(words.Say($"À qui elle était n'est pas certain : P(intrus) {words.Probability(session.PIntruder)}. Ces personnes ne tiennent qu'à elle.", $"Whose it was is not certain: P(intruder) {words.Probability(session.PIntruder)}. These people hang on it."));
            page.Number(session.Shown!.Value.Hanging);
            page.Html.Close();
        }

        page.EndTable();
        page.Paragraph("Chaque ligne compte à part : les mêmes personnes peuvent être dans plusieurs, et l'intervalle ne les compte qu'une fois."
            + (sessions.Count > MostSessions ? $" {words.Number(sessions.Count - MostSessions)} autres sessions dans sessions.csv." : ""),
            "Each row counts by itself: the same people may be in several, and the interval counts them once."
            + (sessions.Count > MostSessions ? $" {words.Number(sessions.Count - MostSessions)} more sessions in sessions.csv." : ""), "quiet");
    }

    private static Text Why(Doubt doubt) => doubt switch
    {
        Doubt.RuleUnknown => new("L'ordre des réponses, la taille des pages ou une règle de recherche de cette source n'est pas connue.", "The order of answers, the page size or a rule of searching of this source is not known."),
        Doubt.NoRegister => new("Il n'y a pas de registre, ou il n'a pas de traits à chercher.", "There is no register, or it has no traits to search by."),
        Doubt.RegisterTooLate => new("Le registre donné commence après la recherche.", "The register given begins after the search."),
        Doubt.PageAlone => new("Une page suivante seule : aucune trace n'a la recherche qu'elle continue.", "A later page alone: no record holds the search it continues."),
        Doubt.Contradicted => new("Le nombre ou la taille de la réponse contredit ce que le registre donne : profil faux, version absente ou journal altéré.", "The count or size of the answer contradicts what the register gives: a wrong profile, a missing version or an altered log."),
        _ => new("La requête n'est comprise par aucun lecteur, ou n'interroge pas un registre de personnes.", "No parser understands the query, or it asks no register of persons."),
    };

    private static void Narrows(Page page, IncidentDossier incident)
    {
        var (html, words) = (page.Html, page.Words);
        var steps = new List<(string What, string? Code)>();
        foreach (var source in incident.Replays.Widenings.Where(w => w.Doubt == Doubt.RuleUnknown).Select(w => w.Source).Distinct(StringComparer.Ordinal).Take(MostSources))
            steps.Add((words.Say($"Donner dans le contexte un fichier YAML qui dit comment {source} répond (vérifié auprès de son éditeur) :", $"Give in the context a YAML file that says how {source} answers (checked with its vendor):"),
                $"profiles:\n  - source: {source}\n    match: starts-with\n    fold: [case, accents]\n    order: [family, given, birthdate, id]\n    page: 20"));
        var doubts = incident.Replays.Widenings.Select(w => w.Doubt).ToHashSet();
        void Add(Doubt doubt, string fr, string en)
        {
            if (doubts.Contains(doubt)) steps.Add((words.Say(fr, en), null));
        }

        Add(Doubt.NoRegister, "Donner le registre des patients, avec noms, dates de naissance et identifiants.", "Give the patient register, with names, birth dates and identifiers.");
        Add(Doubt.RegisterTooLate, "Donner l'historique du registre depuis avant l'incident (une ligne par version, ou _history en FHIR).", "Give the register's history from before the incident on (a line a version, or FHIR _history).");
        Add(Doubt.PageAlone, "Donner la trace qui précède : la recherche que ces pages continuent.", "Give the trail before it: the search these pages continue.");
        Add(Doubt.NotUnderstood, "Donner les journaux de réponses de ces sources, ou le nombre de résultats.", "Give these sources' logs of answers, or the counts of results.");
        Add(Doubt.Contradicted, "Vérifier le profil de la source, les versions du registre, et que le journal n'a pas été altéré.", "Check the source's profile, the register's versions, and that the log was not altered.");
        if (Hanging(incident).Take(MostSessions).ToList() is { Count: > 0 } sessions)
            steps.Add((words.Say($"Demander au professionnel, pour la session {sessions[0].Session}{(sessions.Count > 1 ? " et les suivantes" : "")}, si c'était lui ; les questions les plus utiles, dans l'ordre (depuis ce dossier) :", $"Ask the professional of session {sessions[0].Session}{(sessions.Count > 1 ? " and the next" : "")} whether it was them; the most useful questions, in order (from this folder):"), "egide scope ask ."));
        if (steps.Count == 0 && page.Dossier.Register is { Versions: > 0 } register && register.Undated == register.Versions)
            steps.Add((words.Say("Donner l'historique du registre.", "Give the register's history."), null));
        if (steps.Count == 0) return;
        html.Element("p", words.Say("Ce qui resserrerait l'intervalle", "What would narrow the interval"), ("class", "statement"));
        html.Open("ol", ("class", "method"));
        foreach (var (what, code) in steps)
        {
            html.Open("li");
            html.Text(what);
            if (code is not null)
            {
                html.Open("pre");
                html.Lines(code);
                html.Close();
            }

            html.Close();
        }

        html.Close();
    }
}
