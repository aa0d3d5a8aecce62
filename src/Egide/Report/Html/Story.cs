using Egide.Detect;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>An incident in one paragraph: what happened, how far it went, what is not known and why.</summary>
internal static class Story
{
    public static string Tell(Words words, Dossier dossier, IncidentDossier incident)
    {
        var sentences = new List<string> { What(words, incident), Persons(words, incident.Persons) };
        if (incident.Controllers.Keys.Count(k => k != "?") is > 1 and var many)
        {
            sentences.Add(words.Say($"Ces personnes relèvent de {words.Number(many)} établissements.",
                $"These people are in the care of {words.Number(many)} establishments."));
        }

        sentences.Add(OnlyPractitioners(incident)
            ? words.Say("Aucun dossier médical (diagnostic, traitement, résultat, document) n'a été vu ; le nom du médecin traitant a pu l'être, et compte comme donnée de soins.",
                "No medical record (diagnosis, treatment, result, document) was seen; the name of the general practitioner may have been, and counts as care data.")
            : Medical(words, incident.Medical));
        sentences.Add(Unknown(words, dossier, incident));
        return string.Join(' ', sentences.Where(s => s.Length > 0));
    }

    private static string What(Words words, IncidentDossier incident)
    {
        var accounts = words.Count(incident.Accounts.Count, "compte professionnel", "comptes professionnels", "professional account", "professional accounts");
        var intruder = incident.Sessions.Count(s => s.Verdict == SessionVerdict.Intruder);
        var sessions = words.Count(intruder, "session", "sessions", "session", "sessions");
        var (from, to) = (words.Spoken(incident.From), words.Spoken(incident.To));
        var one = incident.Accounts.Count < 2;
        var ongoing = incident.Ongoing
            ? words.Say(" ; cela durait encore à la fin des traces", "; it was still going on when the trail ends") : "";
        return words.Say(
            $"Du {from} au {to}, {accounts} {(one ? "a été utilisé" : "ont été utilisés")} par quelqu'un d'autre que {(one ? "son" : "leur")} titulaire, en {sessions}",
            $"From {from} to {to}, {accounts} {(one ? "was used by someone other than its holder" : "were used by someone other than their holders")}, in {sessions}") + ongoing + ".";
    }

    private static string Persons(Words words, Bounds bounds)
    {
        if (bounds.Upper == 0)
        {
            return words.Say("Les traces ne montrent aucune personne dont les données aient été vues.", "The trail shows no person whose data was seen.");
        }

        if (bounds.Lower == bounds.Upper)
        {
            return words.Say($"Les données de {words.Persons(bounds.Lower)} ont été vues : ce nombre est prouvé.",
                $"The data of {words.Persons(bounds.Lower)} was seen: this number is proven.");
        }

        var proven = bounds.Lower == 0
            ? words.Say("Aucune personne n'est prouvée nommément", "No person is proven by name")
            : words.Say($"Il est prouvé que les données d'au moins {words.Persons(bounds.Lower)} ont été vues",
                $"It is proven that the data of at least {words.Persons(bounds.Lower)} was seen");
        return proven + words.Say(
            $" ; le nombre vraisemblable est {words.Number(bounds.Likely)}, et le plus grand que les traces reçues laissent possible est {words.Number(bounds.Upper)}.",
            $"; the likely number is {words.Number(bounds.Likely)}, and the largest that the trails received leave possible is {words.Number(bounds.Upper)}.");
    }

    public static string Medical(Words words, MedicalStatement medical) => medical.Statement switch
    {
        "exposed" => words.Say(
            $"Des données médicales ont été vues ({words.Count(medical.Events, "accès", "accès", "access", "accesses")}).",
            $"Medical data was seen ({words.Count(medical.Events, "accès", "accès", "access", "accesses")})."),
        "none_proven" => words.Say("Les traces, complètes sur la période, ne montrent aucun accès à des données médicales.", "The trail, complete over the period, shows no access to medical data."),
        _ => words.Say("Les traces ne permettent ni d'établir ni d'exclure que des données médicales aient été vues.",
            "The trail allows neither to establish nor to exclude that medical data was seen."),
    };

    /// <summary>Whether the only care data concerned is who attends the persons.</summary>
    public static bool OnlyPractitioners(IncidentDossier incident) =>
        incident.Medical.Statement == "exposed" && incident.Categories.All(c => c.Key is "care.practitioner" || !c.Key.StartsWith("care.", StringComparison.Ordinal) || c.Value.Upper == 0);

    private static string Unknown(Words words, Dossier dossier, IncidentDossier incident)
    {
        var parts = new List<string>();
        if (incident.Unnamed.Searches > 0)
        {
            parts.Add(words.Say(
                $"qui figurait dans les réponses à {words.Count(incident.Unnamed.Searches, "recherche", "recherches", "", "")} (jusqu'à {words.Persons(incident.Unnamed.Persons)}), car aucune source n'en garde les résultats",
                $"who was in the answers to {words.Count(incident.Unnamed.Searches, "", "", "search", "searches")} (up to {words.Persons(incident.Unnamed.Persons)}), as no source keeps the results"));
        }

        var undecided = incident.Sessions.Count(s => s.Verdict == SessionVerdict.Undecided);
        if (undecided > 0)
        {
            parts.Add(words.Say(
                $"à qui attribuer {words.Count(undecided, "session", "sessions", "", "")}, car les indices ne suffisent dans aucun sens",
                $"whether {words.Count(undecided, "", "", "session was", "sessions were")} the intruder's or the carer's, as the signs suffice neither way"));
        }

        if (!incident.Complete || incident.Gaps.Count > 0)
        {
            var sources = incident.Gaps.Select(g => g.Source).Distinct(StringComparer.Ordinal).Count();
            parts.Add(words.Say("ce qui s'est passé là où les traces manquent", "what happened where the trail is missing") + (sources == 0 ? "" : words.Say(
                $" ({words.Count(sources, "source lacunaire", "sources lacunaires", "", "")})",
                $" ({words.Count(sources, "", "", "source with gaps", "sources with gaps")})")));
        }

        if (parts.Count == 0)
        {
            return words.Say("Les sources reçues couvrent toute la période.", "The sources received cover the whole period.")
                + (dossier.Counts.Quarantined > 0 ? Quarantined(words, dossier.Counts.Quarantined) : "");
        }

        return words.Say("On ne sait pas : ", "Not known: ") + string.Join(words.French ? "\u202F; " : "; ", parts) + ".";
    }

    private static string Quarantined(Words words, long n) => words.Say(
        $" {words.Count(n, "enregistrement n'a pu être lu", "enregistrements n'ont pu être lus", "", "")}.",
        $" {words.Count(n, "", "", "record", "records")} could not be read.");
}
