using Egide.Detect;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>An incident in one paragraph: what happened, how far it went, what is not known and why.</summary>
internal static class Story
{
    private const int MostNames = 3;

    /// <summary>Writes it: what happened stands out, what is not known stands apart.</summary>
    public static void Write(Page page, IncidentDossier incident)
    {
        var (html, words) = (page.Html, page.Words);
        html.Open("p", ("class", "story"));
        html.Element("strong", What(words, incident));
        html.Text(" " + Extent(words, incident) + " ");
        html.Element("span", Unknown(words, page.Dossier, incident), ("class", "unknown"));
        html.Close();
    }

    private static string Extent(Words words, IncidentDossier incident)
    {
        var sentences = new List<string> { Persons(words, incident.Persons) };
        if (incident.Controllers.Keys.Count(k => k != "?") is > 1 and var many)
        {
            sentences.Add(words.Say($"Ces personnes relèvent de {words.Number(many)} établissements.",
                $"These people are in the care of {words.Number(many)} establishments."));
        }

        sentences.Add(Medical(words, incident.Medical));
        return string.Join(' ', sentences);
    }

    private static string What(Words words, IncidentDossier incident)
    {
        var used = incident.Sessions.Where(s => s.Verdict == SessionVerdict.Intruder).ToList();
        if (used.Count == 0) return NotProven(words, incident);
        var theirs = used.Select(s => s.Account).ToHashSet(StringComparer.Ordinal);
        var accounts = Accounts(words, [.. incident.Accounts.Where(a => theirs.Contains(a.Key))]);
        var sessions = words.Count(used.Count, "session", "sessions", "session", "sessions");
        var (from, to) = (words.Spoken(incident.From), words.Spoken(incident.To));
        var one = theirs.Count < 2;
        var ongoing = incident.Ongoing
            ? words.Say(" ; cela durait encore à la fin des traces", "; it was still going on when the trail ends") : "";
        return words.Say(
            $"Du {from} au {to}, {accounts} {(one ? "a été utilisé" : "ont été utilisés")} par quelqu'un d'autre que {(one ? "son" : "leur")} titulaire, en {sessions}",
            $"From {from} to {to}, {accounts} {(one ? "was used by someone other than its holder" : "were used by someone other than their holders")}, in {sessions}") + ongoing + "." + Others(words, incident.Accounts.Count - theirs.Count);
    }

    private static string Accounts(Words words, List<IncidentAccount> accounts)
    {
        var names = accounts.Select(a => a.Name).OfType<string>().Distinct().ToList();
        return words.Count(accounts.Count, "compte professionnel", "comptes professionnels", "professional account", "professional accounts")
            + (names.Count == accounts.Count && names.Count is > 0 and <= MostNames ? $" ({string.Join(", ", names)})" : "");
    }

    private static string Others(Words words, int others) => others <= 0 ? "" : " " + words.Say(
        $"{words.Count(others, "autre compte l'a peut-être été", "autres comptes l'ont peut-être été", "", "")}.",
        $"{words.Count(others, "", "", "other account perhaps was", "other accounts perhaps were")} as well.");

    // No session is an intruder's with certainty: this must not read as if one were.
    private static string NotProven(Words words, IncidentDossier incident)
    {
        var (accounts, one) = (Accounts(words, [.. incident.Accounts]), incident.Accounts.Count < 2);
        var doubtful = incident.Sessions.Count(s => s.Verdict == SessionVerdict.Undecided);
        if (doubtful == 0)
        {
            return words.Say(
                $"Rien ne montre que {accounts} {(one ? "ait été utilisé" : "aient été utilisés")} par quelqu'un d'autre que {(one ? "son" : "leur")} titulaire.",
                $"Nothing shows that {accounts} {(one ? "was used by someone other than its holder" : "were used by someone other than their holders")}.");
        }

        return words.Say(
            $"Du {words.Spoken(incident.From)} au {words.Spoken(incident.To)}, {accounts} {(one ? "a peut-être été utilisé" : "ont peut-être été utilisés")} par quelqu'un d'autre que {(one ? "son" : "leur")} titulaire : {words.Count(doubtful, "session est douteuse", "sessions sont douteuses", "", "")}, aucune ne lui est attribuée avec certitude.",
            $"From {words.Spoken(incident.From)} to {words.Spoken(incident.To)}, {accounts} {(one ? "was perhaps used by someone other than its holder" : "were perhaps used by someone other than their holders")}: {words.Count(doubtful, "", "", "session is", "sessions are")} in doubt, none is put down to someone else for certain.");
    }

    private static string Persons(Words words, Bounds bounds)
    {
        if (bounds.Upper == 0)
        {
            return words.Say("Les traces ne montrent aucune personne dont un tiers ait vu les données.", "The trail shows no person whose data someone else saw.");
        }

        if (bounds.Lower == bounds.Upper)
        {
            return words.Say($"Les données de {words.Persons(bounds.Lower)} ont été vues : ce nombre est prouvé.",
                $"The data of {words.Persons(bounds.Lower)} was seen: this number is proven.");
        }

        if (bounds.Lower == 0)
        {
            var likely = bounds.Likely == 0 ? ("", "") : ($", vraisemblablement {words.Number(bounds.Likely)}", $", likely {words.Number(bounds.Likely)}");
            return words.Say(
                $"Aucune personne n'est prouvée nommément, mais les données de {words.Persons(bounds.Upper)} au plus ont pu être vues{likely.Item1}.",
                $"No person is proven by name, but the data of up to {words.Persons(bounds.Upper)} may have been seen{likely.Item2}.");
        }

        return words.Say(
            $"Il est prouvé que les données d'au moins {words.Persons(bounds.Lower)} ont été vues ; le nombre vraisemblable est {words.Number(bounds.Likely)}, et le plus grand que les traces reçues laissent possible est {words.Number(bounds.Upper)}.",
            $"It is proven that the data of at least {words.Persons(bounds.Lower)} was seen; the likely number is {words.Number(bounds.Likely)}, and the largest that the trails received leave possible is {words.Number(bounds.Upper)}.");
    }

    public static string Medical(Words words, MedicalStatement medical) => medical.Statement switch
    {
        "exposed" when !medical.Records => words.Say(
            $"Les accès attribués à l'intrus n'ont ouvert aucun dossier médical (diagnostic, traitement, résultat, document){Possible(words, medical.PossibleRecords)} ; le nom du médecin traitant a pu être vu, et compte comme donnée de soins.",
            $"The accesses attributed to the intruder opened no medical record (diagnosis, treatment, result, document){Possible(words, medical.PossibleRecords)}; the name of the general practitioner may have been seen, and counts as care data."),
        "exposed" => words.Say(
            $"Des données médicales ont été vues ({words.Count(medical.Events, "accès", "accès", "access", "accesses")}).",
            $"Medical data was seen ({words.Count(medical.Events, "accès", "accès", "access", "accesses")})."),
        "none_proven" => words.Say("Les traces, complètes sur la période, ne montrent aucun accès à des données médicales.", "The trail, complete over the period, shows no access to medical data."),
        _ => words.Say("Les traces ne permettent ni d'établir ni d'exclure que des données médicales aient été vues.",
            "The trail allows neither to establish nor to exclude that medical data was seen."),
    };

    private static string Again(Words words, IncidentDossier incident) => incident.Replays.Questions == 0 ? "" : words.Say(
        $" et que le registre ne les redonne pas exactement (au plus {words.Persons(incident.Open.Persons)} de plus)",
        $" and the register does not give them again exactly (at most {words.Persons(incident.Open.Persons)} more)");

    private static string Possible(Words words, long n) => n == 0 ? "" : words.Say(
        $", mais {words.Count(n, "accès à un dossier reste possible", "accès à des dossiers restent possibles", "", "")}",
        $", but {words.Count(n, "", "", "access to a record remains possible", "accesses to records remain possible")}");

    private static string Unknown(Words words, Dossier dossier, IncidentDossier incident)
    {
        var parts = new List<string>();
        if (incident.Open.Questions > 0)
        {
            parts.Add(words.Say(
                $"qui figurait dans les réponses à {words.Count(incident.Open.Questions, "recherche", "recherches", "", "")}, car aucune source n'en garde les résultats{Again(words, incident)}",
                $"who was in the answers to {words.Count(incident.Open.Questions, "", "", "search", "searches")}, as no source keeps the results{Again(words, incident)}"));
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
