using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>What to do now, in order, and what not to do: a reader in a hurry finds it under the key figures.</summary>
internal static class NextStepsSection
{
    private const int MostNamed = 8;

    public static void Write(Page page, IncidentDossier incident)
    {
        var (html, words) = (page.Html, page.Words);
        page.Section("Que faire maintenant", "What to do now");
        html.Open("ol", ("class", "steps"));
        Step(page, words.Say("Mettre les comptes hors d'atteinte.", "Put the accounts out of reach."), Accounts(words, incident));
        if (incident.Infrastructure.Any(i => i.Kind == "address")) Step(page, words.Say("Refuser les adresses de l'intrus, pour un temps.", "Refuse the intruder's addresses, for a time."), Addresses(words, incident));
        Step(page, words.Say("Demander aux professionnels.", "Ask the professionals."), words.Say("Leur réponse, inscrite au journal, resserre l'intervalle. Depuis ce dossier :", "Their answer, put in the journal, narrows the interval. From this folder:"), "egide scope ask .");
        Step(page, words.Say("Figer l'étendue avant de l'annoncer.", "Freeze the extent before announcing it."), words.Say("Signée et datée, avec la liste des personnes chiffrée pour qui doit les prévenir :", "Signed and dated, with the persons encrypted for whoever must tell them:"), $"egide scope freeze . --incident {incident.Id} --to dpo.pem");
        Step(page, words.Say("Notifier.", "Notify."), Notify(page, incident));
        html.Close();
        html.Open("p", ("class", "unknown"));
        html.Element("strong", words.Say("À ne pas faire : ", "Not to do: "));
        html.Text(words.Say(
            "mettre dehors un service de soins (réseau partagé bloqué, déconnexion de tout le monde, seul prescripteur de garde suspendu sans relais) ; effacer ou redémarrer ce qui garde des traces ; attendre un nombre définitif pour notifier ; écrire aux identités fictives (colonne note d'exposure.csv).",
            "lock a ward out (a shared network blocked, everybody signed out, the only prescriber on call suspended without relief); erase or restart what keeps trails; wait for a final number before notifying; write to fictive identities (column note of exposure.csv)."));
        html.Close();
        page.Close();
    }

    private static void Step(Page page, string what, string how, string? code = null)
    {
        page.Html.Open("li");
        page.Html.Element("strong", what);
        page.Html.Text(" " + how);
        if (code is not null)
        {
            page.Html.Text(" ");
            page.Html.Element("code", code);
        }

        page.Html.Close();
    }

    private static string Accounts(Words words, IncidentDossier incident)
    {
        var names = Named(words, incident.Accounts.Select(a => a.Name is null ? a.Id : $"{a.Name} ({a.Id})"));
        var open = incident.Sessions.Count(s => s.Verdict == SessionVerdict.Intruder);
        return words.Say(
            $"{names} : couper les sessions et les jetons encore ouverts ({words.Count(open, "session", "sessions", "", "")} de l'intrus, verdict intruder dans sessions.csv), puis renouveler mot de passe et second facteur, en présence du titulaire. Désactiver un compte seul laisse souvent vivre ses sessions ouvertes.",
            $"{names}: cut the sessions and tokens still open ({words.Count(open, "", "", "session", "sessions")} of the intruder, verdict intruder in sessions.csv), then renew password and second factor with the holder present. Disabling an account alone often leaves its open sessions alive.");
    }

    private static string Addresses(Words words, IncidentDossier incident)
    {
        var addresses = incident.Infrastructure.Where(i => i.Kind == "address").ToList();
        var own = incident.Sessions.Where(s => s.Verdict == SessionVerdict.Carer).Select(s => s.Address).ToHashSet();
        bool Shared(Infrastructure i) => i.Others > 0 || own.Contains(i.Value);
        var (alone, shared) = (addresses.Where(a => !Shared(a)).ToList(), addresses.Where(Shared).ToList());
        var said = alone.Count == 0 ? "" : words.Say($"{Named(words, alone.Select(a => a.Value))} : aucun soignant hors de l'incident n'en est venu. ", $"{Named(words, alone.Select(a => a.Value))}: no carer outside the incident came from there. ");
        if (shared.Count > 0)
        {
            said += words.Say(
                $"NE PAS bloquer sans vérifier {Named(words, shared.Select(a => $"{a.Value} ({words.Count(a.Others, "autre compte", "autres comptes", "", "")})"))} : adresse partagée avec des soignants, peut-être la sortie commune (NAT) d'un hôpital. ",
                $"Do NOT block without checking {Named(words, shared.Select(a => $"{a.Value} ({words.Count(a.Others, "", "", "other account", "other accounts")})"))}: shared with carers, perhaps a hospital's common exit (NAT). ");
        }

        return said + words.Say("Donner une fin au blocage, et surveiller les nouvelles tentatives.", "Give the block an end, and watch for new attempts.");
    }

    private static string Notify(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        var controllers = incident.Controllers.Where(c => c.Key != "?" && c.Value.Upper > 0).OrderByDescending(c => c.Value.Upper).Select(c => page.Organisation(c.Key)).ToList();
        var whom = controllers.Count == 0
            ? words.Say("Les établissements responsables ne sont pas nommés (aucune organisation dans le contexte) : les établir d'abord. ", "The answerable establishments are not named (no organisation in the context): find them first. ")
            : words.Say($"Responsables : {Named(words, controllers)}. ", $"Controllers: {Named(words, controllers)}. ");
        return whom + words.Say(
            "Chacun notifie la CNIL dans les 72 heures après en avoir pris connaissance (RGPD, art. 33) : des nombres provisoires suffisent, complétés ensuite. Un sous-traitant prévient chaque responsable sans délai (art. 33.2). Si le risque est élevé, les personnes sont informées (art. 34). Un établissement de santé déclare aussi l'incident au CERT Santé et à son ARS. Le fournisseur d'identité (Pro Santé Connect, e-CPS) est prévenu. À faire valider par le délégué à la protection des données.",
            "Each notifies the CNIL within 72 hours of becoming aware (GDPR art. 33): provisional numbers will do, completed later. A processor tells each controller without undue delay (art. 33(2)). If the risk is high, the persons are informed (art. 34). A health establishment also declares the incident to CERT Santé and its ARS. The identity provider (Pro Santé Connect, e-CPS) is told. To be confirmed by the data protection officer.");
    }

    private static string Named(Words words, IEnumerable<string> names)
    {
        var all = names.ToList();
        var more = all.Count - MostNamed;
        return string.Join(", ", all.Take(MostNamed)) + (more <= 0 ? "" : words.Say(" et ", " and ") + words.Count(more, "autre", "autres", "other", "others"));
    }
}
