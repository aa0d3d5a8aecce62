using Egide.Detect;
using Egide.Observe;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>What cannot be said, why, and what to bring so that it can.</summary>
internal static class LimitsSection
{
    private const int MostRows = 40, MostNamed = 3;

    // Below this share of a source's events, records without a person are the machines' own.
    private const double NobodyShare = 0.05;

    public static void Write(Page page, IncidentDossier? incident)
    {
        var words = page.Words;
        var limits = new List<(string What, string Why, string Bring)>();
        if (incident is not null) Of(words, incident, limits);
        Silences(words, page.Dossier, incident, limits);
        Unread(words, page.Dossier, incident, limits);
        Sources(words, page.Dossier, limits);
        page.Section("Ce qui ne peut être dit, et pourquoi", "What cannot be said, and why");
        if (limits.Count == 0 && page.Dossier.Remarks.Count > 0)
        {
            page.Paragraph("Rien d'autre que ce qui suit n'est connu.", "Nothing but what follows is known.");
        }
        else if (limits.Count == 0)
        {
            page.Paragraph("Rien de connu : les sources couvrent la période et chaque recherche est nommée.", "Nothing known: the sources cover the period and every search is named.");
        }
        else
        {
            page.Table(words.Say("Limites de ce dossier", "Limits of this dossier"), words.Say("Ce qui ne peut être dit", "What cannot be said"),
                words.Say("Pourquoi", "Why"), words.Say("Ce qu'il faut apporter", "What to bring"));
            foreach (var (what, why, bring) in limits.Take(MostRows))
            {
                page.Html.Open("tr");
                page.Html.Element("th", what, ("scope", "row"), ("class", "long"));
                page.Cells(why, bring);
                page.Html.Close();
            }

            page.EndTable();
            if (limits.Count > MostRows)
            {
                var more = words.Number(limits.Count - MostRows);
                page.Paragraph($"{more} de plus dans sources.json.", $"{more} more in sources.json.", "quiet");
            }
        }

        if (page.Dossier.Remarks.Count > 0)
        {
            page.Paragraph("À savoir aussi :", "To be known as well:");
            page.Html.Open("ul");
            foreach (var remark in page.Dossier.Remarks) page.Html.Element("li", words.Of(remark));
            page.Html.Close();
        }

        page.Close();
    }

    private static void Of(Words words, IncidentDossier incident, List<(string What, string Why, string Bring)> limits)
    {
        if (incident.Open.Questions > 0)
        {
            limits.Add((words.Say($"Qui d'autre figurait dans les réponses à {words.Count(incident.Open.Questions, "recherche", "recherches", "", "")} (au plus {words.Persons(incident.Open.Persons)} de plus)",
                    $"Who else was in the answers to {words.Count(incident.Open.Questions, "", "", "search", "searches")} (at most {words.Persons(incident.Open.Persons)} more)"),
                words.Say("Les sources gardent la recherche, non ses résultats, et la rejouer ne donne pas une seule réponse.", "The sources keep the search, not its results, and running it again does not give one answer."),
                words.Say("Voir « Ce qui resserrerait l'intervalle ».", "See \"What would narrow the interval\".")));
        }

        var undecided = incident.Sessions.Count(s => s.Verdict == SessionVerdict.Undecided);
        if (undecided > 0)
        {
            limits.Add((words.Say($"À qui {(undecided < 2 ? "est" : "sont")} {words.Count(undecided, "session", "sessions", "", "")}", $"Whose {words.Count(undecided, "", "", "session is", "sessions are")}"),
                words.Say("Les indices pour et contre se valent.", "The evidence for and against is of like weight."),
                words.Say("Le planning et les postes des titulaires ; les adresses des sites et du VPN.", "The holders' rota and workstations; the addresses of sites and VPN.")));
        }

        if (incident.Controllers.TryGetValue("?", out var unowned) && unowned.Upper > 0)
        {
            limits.Add((words.Say($"De quel établissement relèvent {words.Persons(unowned.Likely)} (au plus {words.Number(unowned.Upper)})",
                    $"Which establishment answers for {words.Persons(unowned.Likely)} (at most {words.Number(unowned.Upper)})"),
                words.Say("Aucun contexte ne nomme le responsable de leur dossier.", "No context names who is answerable for their record."),
                words.Say("Le fichier des patients avec leur établissement (controller, ou Patient.managingOrganization).", "The patients with their establishment (controller, or Patient.managingOrganization).")));
        }

        limits.AddRange(Gaps(words, incident.Gaps));
    }

    private static void Silences(Words words, Dossier dossier, IncidentDossier? incident, List<(string What, string Why, string Bring)> limits)
    {
        var said = incident is null ? [] : incident.Gaps.Select(g => (g.Source, g.From)).ToHashSet();
        limits.AddRange(Gaps(words, dossier.Sources.SelectMany(s => s.Silences)
            .Where(s => (incident is null || (s.From <= incident.To && s.To >= incident.From)) && said.Add((s.Source, s.From)))));
    }

    // Sources that lack the same make one row: a reader has to bring it once.
    private static IEnumerable<(string What, string Why, string Bring)> Gaps(Words words, IEnumerable<CoverageGap> gaps) =>
        gaps.Where(g => g.Source != "quarantine").GroupBy(g => (g.Why, g.Bring)).Select(g => (What(words, [.. g]), words.Of(g.Key.Why), g.Key.Bring is { } bring
            ? words.Of(bring)
            : words.Say("Les traces de cette source pour cette période, ou la preuve qu'elle était à l'arrêt.", "This source's trail for that time, or proof that it was down.")));

    private static string What(Words words, List<CoverageGap> gaps)
    {
        var time = words.Stretch(gaps.Min(g => g.From), gaps.Max(g => g.To));
        return gaps[0].Source == "context"
            ? words.Say("Si des accès étaient étrangers aux soins", "Whether accesses were outside care")
            : words.Say($"Ce qui est passé par {Named(words, gaps.Select(g => g.Source))} ({time})", $"What went through {Named(words, gaps.Select(g => g.Source))} ({time})");
    }

    private static string Named(Words words, IEnumerable<string> sources)
    {
        var all = sources.Distinct(StringComparer.Ordinal).ToList();
        var more = all.Count - MostNamed;
        return string.Join(", ", all.Take(MostNamed)) + (more <= 0 ? "" : words.Say(" et ", " and ") + words.Count(more, "autre", "autres", "other", "others"));
    }

    // An incident's own gaps tell them already.
    private static void Unread(Words words, Dossier dossier, IncidentDossier? incident, List<(string What, string Why, string Bring)> limits)
    {
        if (incident is null && dossier.Seen.Accounts == 0)
        {
            limits.Add((words.Say("Si des comptes ont été usurpés", "Whether accounts were usurped"), words.Say("Ces traces ne nomment aucun compte.", "These trails name no account."),
                words.Say("Les traces du fournisseur d'identité ou des dossiers patients, qui nomment les comptes.", "The identity provider's trail or the patient records', which name accounts.")));
        }

        var said = incident is null ? [] : incident.Gaps.Select(g => g.Why).ToHashSet();
        foreach (var group in dossier.Unread.GroupBy(u => u.Why).Where(g => !said.Contains(g.Key)))
        {
            limits.Add((words.Say($"Ce que disait le reste de {Named(words, group.Select(u => u.Path))}", $"What the rest of {Named(words, group.Select(u => u.Path))} said"),
                words.Of(group.Key), words.Say("Une copie entière de ces fichiers.", "Whole copies of those files.")));
        }
    }

    private static void Sources(Words words, Dossier dossier, List<(string What, string Why, string Bring)> limits)
    {
        var lost = dossier.Sources.Where(s => !s.Document).SelectMany(s => s.Quarantined.Where(q => q.Value > 0 && q.Key != UnreadCode.NotAuditEvent).Select(q => (Source: s.Name, Code: q.Key, Count: q.Value)));
        foreach (var reason in lost.GroupBy(l => l.Code).OrderByDescending(g => g.Sum(l => l.Count)))
        {
            var (n, names) = (reason.Sum(l => l.Count), Named(words, reason.Select(l => l.Source)));
            limits.Add((words.Say($"Ce {(n < 2 ? "que disait" : "que disaient")} {words.Count(n, "enregistrement", "enregistrements", "", "")} de {names}", $"What {words.Count(n, "", "", "record", "records")} of {names} said"),
                words.Say($"Non compris : {words.Unread(reason.Key)}.", $"Not understood: {words.Unread(reason.Key)}."),
                words.Say("Rien, si ce ne sont pas des traces ; sinon un fichier entier, ou une table de correspondance. Voir quarantine.ndjson.",
                    "Nothing, when these are no trails; else a whole file, or a mapping file. See quarantine.ndjson.")));
        }

        var silent = dossier.Sources.Select(s => (s.Name, Nobody: s.Grades.GetValueOrDefault("D") + s.Grades.GetValueOrDefault("E"), s.Events)).Where(s => s.Nobody > s.Events * NobodyShare).ToList();
        if (silent.Count > 0)
        {
            var (nobody, names) = (silent.Sum(s => s.Nobody), Named(words, silent.Select(s => s.Name)));
            limits.Add((words.Say($"Qui a agi dans {words.Count(nobody, "événement", "événements", "", "")} de {names}", $"Who acted in {words.Count(nobody, "", "", "event", "events")} of {names}"),
                words.Say("Ces traces ne nomment personne, seulement une session, une adresse ou une machine.", "These records name nobody, only a session, an address or a machine."),
                words.Say("Les traces du fournisseur d'identité, qui relient sessions et comptes.", "The identity provider's trail, which ties sessions to accounts.")));
        }

        foreach (var source in dossier.Sources)
        {
            if (source.Drift.Pairs > 0 && Math.Abs(source.Drift.Seconds) >= 1)
            {
                limits.Add((words.Say($"L'heure exacte des actes de {source.Name}", $"The exact time of acts in {source.Name}"),
                    words.Say($"Son horloge a été corrigée de {words.Decimal(source.Drift.Seconds)} s, mesurés sur {words.Number(source.Drift.Pairs)} échanges.", $"Its clock was corrected by {words.Decimal(source.Drift.Seconds)} s, measured on {words.Number(source.Drift.Pairs)} exchanges."),
                    words.Say("Les relevés de synchronisation (NTP) de cette machine.", "This machine's time synchronisation (NTP) records.")));
            }
        }
    }
}
