namespace Egide.Scope;

/// <summary>What the bounds of an extent rest on (docs/exposure.md); the English words stand in frozen extents and must not change.</summary>
public static class Assumptions
{
    /// <summary>A1 to A7.</summary>
    public static IReadOnlyList<Text> All { get; } =
    [
        new("A1 : une session dans un même contexte (adresse et navigateur) est d'une seule personne ; celles qui sont exclues sont du soignant.",
            "A1: a session in one context (address and browser) is in one person's hands; the excluded ones are the carer's."),
        new("A2 : le registre donné contient tout ce que ses sources pouvaient répondre, dans ses versions ; les profils donnés sont justes.",
            "A2: the register given holds every record its sources could return, in its versions; the profiles given are right."),
        new("A3 : un accès réussi montre ce que la carte des données donne pour sa ressource, ses éléments ou son écran, et rien de plus.",
            "A3: a success shows what the data map gives for its resource, elements or screen, and nothing more."),
        new("A4 : une entrée prend au moins 40 octets d'une réponse.", "A4: an entry takes at least 40 bytes of an answer."),
        new("A5 : les groupes d'identifiants suivent l'INS et les liens déclarés, et ne joignent jamais ce qui est signalé comme collision, fictif ou usurpé.",
            "A5: clusters follow the INS and declared links, and never join records flagged as collision, fictive or usurped."),
        new("A6 : ce qu'aucune source n'a enregistré ne peut être rattrapé.", "A6: what no source recorded cannot be made up for."),
        new("A7 : un serveur donne des pages de 100 au plus aussi grandes qu'on les demande, sauf si son profil dit autre chose.", "A7: a server gives pages of up to 100 as large as they are asked, unless its profile says otherwise."),
    ];
}
