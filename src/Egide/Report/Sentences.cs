using Egide.Detect;

namespace Egide.Report;

/// <summary>Puts a session's evidence into sentences that a reader who is no analyst understands.</summary>
internal static class Sentences
{
    /// <summary>Reasons of a session, the heaviest first; those that weigh less than a nat are left out.</summary>
    public static List<Text> Reasons(SessionRecord session, string? network, SessionShown? shown) =>
        [.. Enum.GetValues<Family>().Where(f => Math.Abs(session.Scores[(int)f]) >= 1).OrderByDescending(f => Math.Abs(session.Scores[(int)f])).Select(f => Of(f, session, network, shown))];

    /// <summary>What one family says of a session.</summary>
    public static Text Of(Family family, SessionRecord session, string? network, SessionShown? shown = null)
    {
        var against = session.Scores[(int)family] > 0;
        var (frPlace, enPlace) = network is null ? ("", "") : ($" ({Places.French(network)})", $" ({network})");
        return family switch
        {
            Family.SignIn when against => new(
                $"Connexion inhabituelle pour ce compte{frPlace} : {SignInFr(session.SignInNote)}.",
                $"Unusual sign-in for this account{enPlace}: {SignInEn(session.SignInNote)}."),
            Family.SignIn => new("Connexion depuis le lieu et l’appareil habituels du compte.", "Sign-in from the account's usual place and device."),
            Family.Context => new(
                "La même session a continué depuis une autre adresse ou un autre navigateur, alors qu’un navigateur ne change pas de nom en cours de session.",
                "The same session went on from another address or browser, though a browser does not change its name within a session."),
            Family.Breadth when against => new(
                $"{Breadth(session, shown).Fr} en une session ; ce compte et ses pairs en voient environ {Typography.French((long)Math.Round(session.Expected))}.",
                $"{Breadth(session, shown).En} in one session; this account and its peers see about {Typography.English((long)Math.Round(session.Expected))}."),
            Family.Breadth => new("Nombre de patients habituel pour ce compte.", "A usual number of patients for this account."),
            Family.Foreign when against => new(
                $"{Typography.French(session.Foreign, "patient", "patients")} sur {Typography.French(session.Patients)} sans séjour, rendez-vous, équipe ni service qui explique l’accès.",
                $"{Typography.English(session.Foreign)} of {Typography.English(session.Patients, "patient", "patients")} with no stay, appointment, team or unit that explains the access."),
            Family.Foreign => new("Les patients consultés sont ceux du professionnel ou de son service.", "The patients seen are the professional's own or her unit's."),
            Family.Enumeration => new(
                $"{Typography.French(session.Searches, "recherche", "recherches")}, dont {Percent(session.Barren)} % sans ouvrir de dossier : un balayage de l’annuaire des patients.",
                $"{Typography.English(session.Searches, "search", "searches")}, {Percent(session.Barren)}% of them without opening a record: a sweep of the patient index."),
            _ => new(
                "Adresse, navigateur ou forme de recherche rares, partagés avec d’autres comptes suspects.",
                "A rare address, browser or form of search, shared with other suspect accounts."),
        };
    }

    /// <summary>Whom a session showed, and how that is known.</summary>
    public static Text Seen(AttributedSession session) => session.Shown is { } shown
        ? new(Persons(shown.Known).Fr + Replayed(shown).Fr.TrimEnd(','), Persons(shown.Known).En + Replayed(shown).En.TrimEnd(','))
        : new(Typography.French(session.Patients, "patient nommé", "patients nommés"), Typography.English(session.Patients, "patient named", "patients named"));

    // What was counted person by person goes before what page sizes allow.
    private static Text Breadth(SessionRecord session, SessionShown? shown)
    {
        if (shown is { Known: > 0 } known)
        {
            var (persons, how) = (Persons(known.Known), Replayed(known));
            var seen = new Text($"{persons.Fr} {(known.Known < 2 ? "vue" : "vues")}{how.Fr}", $"{persons.En} seen{how.En}");
            return known.Exact ? seen : new($"Au moins {seen.Fr}", $"At least {seen.En}");
        }

        var most = Persons(session.Patients + session.Shown);
        return session.Shown == 0 ? new($"{most.Fr} {(session.Patients < 2 ? "vue" : "vues")}", $"{most.En} seen") : new($"Au plus {most.Fr} vues, par la taille des pages,", $"At most {most.En} seen, by the size of pages,");
    }

    private static Text Persons(long n) => new(Typography.French(n, "personne", "personnes"), Typography.English(n, "person", "people"));

    private static Text Replayed(SessionShown shown) => shown.Replayed == 0 ? new("", "")
        : shown.Replayed == shown.Known ? new(", établi en rejouant ses recherches,", ", found by running its searches again,")
        : new($", dont {Typography.French(shown.Replayed)} en rejouant ses recherches,", $", {Typography.English(shown.Replayed)} of them by running its searches again,");

    /// <summary>The detector's name in files.</summary>
    public static string Detector(Family family) => family switch
    {
        Family.SignIn => "sign_in",
        Family.Context => "session_context",
        Family.Breadth => "breadth",
        Family.Foreign => "foreign_access",
        Family.Enumeration => "enumeration",
        _ => "campaign",
    };

    private static string Percent(double share) => Typography.French((long)Math.Round(share * 100));

    private static string SignInFr(string? note) => note switch
    {
        "Country" => "pays jamais vu",
        "Kind" or "Network" => "réseau jamais vu",
        "Subnet" or "Address" => "adresse jamais vue",
        "Hour" => "heure inhabituelle",
        SessionRecord.Dormant => "compte inutilisé depuis plus de deux semaines",
        SessionRecord.Absent => "aucun compte de ce professionnel n’avait servi depuis plus de deux semaines",
        null => "compte peu connu",
        _ => "navigateur ou appareil jamais vu",
    };

    private static string SignInEn(string? note) => note switch
    {
        "Country" => "a country never seen",
        "Kind" or "Network" => "a network never seen",
        "Subnet" or "Address" => "an address never seen",
        "Hour" => "an unusual hour",
        SessionRecord.Dormant => "an account unused for more than two weeks",
        SessionRecord.Absent => "none of this professional's accounts had been used for more than two weeks",
        null => "an account little known",
        _ => "a browser or device never seen",
    };
}
