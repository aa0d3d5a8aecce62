using System.Globalization;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>How the result came about, and how to check that nothing was changed since.</summary>
internal static class MethodSection
{
    private static readonly Text[] Lines =
    [
        new("Chaque enregistrement reçu est écrit tel quel dans un journal où rien ne peut être changé sans que cela se voie.", "Each record received is written as it is to a journal in which nothing can be changed unseen."),
        new("Ce qui n'est pas compris est mis en quarantaine et compté, jamais jeté.", "What is not understood is quarantined and counted, never thrown away."),
        new("Les doublons exacts comptent une fois ; deux traces du même acte sont jointes.", "Exact duplicates count once; two traces of the same act are joined."),
        new("Les horloges des sources sont comparées sur leurs échanges, et corrigées quand elles diffèrent.", "The sources' clocks are compared on their exchanges, and corrected where they differ."),
        new("Chaque événement est noté de A à E selon qu'il nomme la personne, la session, le patient et la donnée.", "Each event is graded A to E by whether it names the person, the session, the patient and the data."),
        new("Chaque compte est comparé à son propre passé et à ce que ses relations de soins expliquent.", "Each account is compared with its own past and with what its care relationships explain."),
        new("Un indice est un rapport de vraisemblance, en nats : l'intrus contre le titulaire ; 2,3 nats valent dix contre un.", "Evidence is a log-likelihood ratio, in nats: the intruder against the holder; 2.3 nats are ten to one."),
        new("Les indices d'une session donnent P(intrus) ; une session reprise en cours de route est coupée en deux.", "A session's evidence gives P(intruder); a session taken over half-way is cut in two."),
        new("Une recherche dont la source ne garde pas les résultats est rejouée sur le registre des patients tel qu'il était à cet instant, avec les règles de la source ; ce qui n'est pas connu élargit l'intervalle.", "A search whose results the source does not keep is run again on the patient register as it was at that instant, with the source's rules; what is not known widens the interval."),
        new("Les personnes sont comptées, non leurs identifiants, et entre des bornes ; les sessions du soignant sont exclues.", "Persons are counted, not their identifiers, and between bounds; the carer's sessions are left out."),
        new("Chaque nombre renvoie à des positions du journal, qui se relisent.", "Each number leads back to positions of the journal, which can be read again."),
    ];

    public static void Write(Page page)
    {
        var (html, words, dossier) = (page.Html, page.Words, page.Dossier);
        page.Section("Méthode, et comment vérifier", "Method, and how to check");
        html.Open("ol", ("class", "method"));
        foreach (var line in Lines) html.Element("li", words.Say(line.Fr, line.En));
        html.Close();
        page.Paragraph("Les bornes tiennent sous ces hypothèses :", "The bounds hold under these assumptions:");
        html.Open("ul", ("class", "method"));
        foreach (var line in Assumptions.All) html.Element("li", words.Say(line.Fr, line.En));
        html.Close();
        page.Paragraph("Pour vérifier que le journal et les fichiers de ce dossier sont entiers et inchangés, écrire la clé ci-dessous dans un fichier et lancer, dans ce dossier :",
            "To check that the journal and the files of this dossier are whole and unchanged, write the key below to a file and run, in this folder:");
        html.Open("pre");
        html.Element("code", "egide verify . --key egide.vkey");
        html.Close();
        html.Open("dl", ("class", "proof"));
        Proof(html, words.Say("Origine", "Origin"), dossier.Journal.Origin);
        Proof(html, words.Say("Nombre de faits", "Number of facts"), dossier.Journal.Size.ToString(CultureInfo.InvariantCulture));
        Proof(html, words.Say("Racine", "Root"), dossier.Journal.Root);
        Proof(html, words.Say("Clé de vérification", "Verifier key"), dossier.Journal.VerifierKey);
        Proof(html, words.Say("Version", "Version"), "Égide " + dossier.Version);
        html.Close();
        page.Paragraph("La racine et la clé doivent être reçues par une autre voie que ce dossier (imprimées, envoyées à un tiers) : qui pourrait récrire l'un pourrait récrire l'autre.",
            "The root and the key must be received by another way than this dossier (printed, sent to a third party): whoever could rewrite one could rewrite the other.", "quiet");
        page.Close();
    }

    private static void Proof(HtmlWriter html, string name, string value)
    {
        html.Element("dt", name);
        html.Open("dd");
        html.Element("code", value);
        html.Close();
    }
}
