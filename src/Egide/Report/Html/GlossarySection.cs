namespace Egide.Report.Html;

/// <summary>The words of the report, for who reads one for the first time.</summary>
internal static class GlossarySection
{
    private static readonly (Text Word, Text Meaning)[] Entries =
    [
        (new("compte usurpé", "usurped account"), new("compte d'un professionnel dont quelqu'un d'autre s'est servi.", "a professional's account that someone else used.")),
        (new("intrus, soignant", "intruder, carer"), new("celui qui s'est servi du compte d'un autre ; le titulaire du compte, qui a pu continuer à travailler.", "who used another's account; the account's holder, who may have gone on working.")),
        (new("session", "session"), new("le temps entre une connexion et sa fin, d'un même compte et d'un même appareil.", "the time from a sign-in to its end, of one account and one device.")),
        (new("P(intrus)", "P(intruder)"), new("probabilité que la session soit celle de l'intrus, de 0 à 1. Entre 0,1 et 0,9 elle est dite indécise.", "probability that the session is the intruder's, 0 to 1. Between 0.1 and 0.9 it is called undecided.")),
        (new("prouvé, vraisemblable, au plus", "proven, likely, at most"), new("les trois nombres d'un compte de personnes : celles que les traces nomment, ou qu'une recherche rejouée donne, avec certitude ; le plus probable ; et ce qu'on ne peut exclure.", "the three numbers of a count of people: those the trail names, or a search run again gives, for certain; the most probable; and what cannot be excluded.")),
        (new("rejouée (recherche)", "replayed (search)"), new("lancée de nouveau par Égide sur le registre des patients tel qu'il était, parce que la source n'en a pas gardé les résultats.", "run again by Égide on the patient register as it was, because the source did not keep its results.")),
        (new("profil de source", "source profile"), new("comment une source répond à une recherche : ordre, taille des pages, règles ; tenu pour juste quand il est donné.", "how a source answers a search: order, page size, rules; taken as right when given.")),
        (new("accès hors soins", "access outside care"), new("ouverture du dossier d'un patient qu'aucun séjour, rendez-vous, équipe ni service ne relie au professionnel.", "opening the record of a patient whom no stay, appointment, team or unit ties to the professional.")),
        (new("nat", "nat"), new("unité de poids d'un indice : 2,3 nats valent dix contre un.", "unit of weight of evidence: 2.3 nats are ten to one.")),
        (new("imputabilité", "imputability"), new("ce qu'une trace permet d'attribuer à une personne, de A (tout est dit) à E (rien).", "what a record lets be put down to a person, from A (all is said) to E (nothing).")),
        (new("lacune", "gap"), new("temps pendant lequel une source a pu dire moins que ce qui s'est passé.", "time in which a source may have said less than happened.")),
        (new("quarantaine", "quarantine"), new("ce qui n'a pas été compris : gardé tel quel et compté.", "what was not understood: kept as it is and counted.")),
        (new("position du journal", "journal position"), new("numéro d'un enregistrement dans le journal scellé, pour le relire et le prouver.", "number of a record in the sealed journal, to read it again and to prove it.")),
        (new("INS", "INS"), new("identité nationale de santé du patient ; son matricule est souvent le numéro de sécurité sociale.", "a patient's national health identity in France; its number is often that of social security.")),
    ];

    public static void Write(Page page)
    {
        var (html, words) = (page.Html, page.Words);
        page.Section("Les mots de ce dossier", "The words of this dossier");
        html.Open("dl", ("class", "glossary"));
        foreach (var (word, meaning) in Entries)
        {
            html.Open("div");
            html.Element("dt", words.Say(word.Fr, word.En));
            html.Element("dd", words.Say(meaning.Fr, meaning.En));
            html.Close();
        }

        html.Close();
        page.Close();
    }
}
