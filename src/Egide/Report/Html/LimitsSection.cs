using Egide.Detect;
using Egide.Scope;

namespace Egide.Report.Html;

/// <summary>What cannot be said, why, and what to bring so that it can.</summary>
internal static class LimitsSection
{
    private const int MostRows = 40;

    // Below this share of a source's events, records without a person are the machines' own.
    private const double NobodyShare = 0.05;

    public static void Write(Page page, IncidentDossier? incident)
    {
        var words = page.Words;
        var limits = new List<(string What, string Why, string Bring)>();
        if (incident is not null) Of(words, incident, limits);
        Silences(words, page.Dossier, incident, limits);
        Sources(words, page.Dossier, limits);
        page.Section("Ce qui ne peut être dit, et pourquoi", "What cannot be said, and why");
        if (limits.Count == 0)
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
        if (incident.Unnamed.Searches > 0)
        {
            limits.Add((words.Say($"Qui figurait dans {words.Number(incident.Unnamed.Searches)} réponses (jusqu'à {words.Persons(incident.Unnamed.Persons)})",
                    $"Who was in {words.Number(incident.Unnamed.Searches)} answers (up to {words.Persons(incident.Unnamed.Persons)})"),
                words.Say("Les sources gardent la recherche, non ses résultats.", "The sources keep the search, not its results."),
                words.Say("Un extrait du registre tel qu'il était alors, pour rejouer les recherches, ou les journaux de réponses.", "The register as it was then, to run the searches again, or logs of the answers.")));
        }

        var undecided = incident.Sessions.Count(s => s.Verdict == SessionVerdict.Undecided);
        if (undecided > 0)
        {
            limits.Add((words.Say($"À qui sont {words.Count(undecided, "session", "sessions", "", "")}", $"Whose {words.Count(undecided, "", "", "session is", "sessions are")}"),
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

        foreach (var gap in incident.Gaps) limits.Add(Gap(words, gap));
    }

    private static void Silences(Words words, Dossier dossier, IncidentDossier? incident, List<(string What, string Why, string Bring)> limits)
    {
        var said = incident is null ? [] : incident.Gaps.Select(g => (g.Source, g.From)).ToHashSet();
        foreach (var silence in dossier.Sources.SelectMany(s => s.Silences))
        {
            var during = incident is null || (silence.From <= incident.To && silence.To >= incident.From);
            if (during && said.Add((silence.Source, silence.From))) limits.Add(Gap(words, silence));
        }
    }

    private static (string What, string Why, string Bring) Gap(Words words, CoverageGap gap) => (
        words.Say($"Ce qui est passé par {gap.Source} du {words.Spoken(gap.From)} au {words.Spoken(gap.To)}", $"What went through {gap.Source} from {words.Spoken(gap.From)} to {words.Spoken(gap.To)}"),
        words.Of(gap.Why),
        words.Say("Les traces de cette source pour cette période, ou la preuve qu'elle était à l'arrêt.", "This source's trail for that time, or proof that it was down."));

    private static void Sources(Words words, Dossier dossier, List<(string What, string Why, string Bring)> limits)
    {
        foreach (var source in dossier.Sources)
        {
            var lost = source.Quarantined.Values.Sum();
            if (lost > 0)
            {
                limits.Add((words.Say($"Ce que disaient {words.Count(lost, "enregistrement", "enregistrements", "", "")} de {source.Name}", $"What {words.Count(lost, "", "", "record", "records")} of {source.Name} said"),
                    string.Join(", ", source.Quarantined.OrderByDescending(q => q.Value).Select(q => words.Unread(q.Key))),
                    words.Say("Un fichier entier, ou une table de correspondance ; voir quarantine.ndjson.", "A whole file, or a mapping file; see quarantine.ndjson.")));
            }

            var nobody = source.Grades.GetValueOrDefault("D") + source.Grades.GetValueOrDefault("E");
            if (nobody > source.Events * NobodyShare)
            {
                limits.Add((words.Say($"Qui a agi dans {words.Count(nobody, "événement", "événements", "", "")} de {source.Name}", $"Who acted in {words.Count(nobody, "", "", "event", "events")} of {source.Name}"),
                    words.Say("Ces traces ne nomment personne, seulement une session, une adresse ou une machine.", "These records name nobody, only a session, an address or a machine."),
                    words.Say("Les traces du fournisseur d'identité, qui relient sessions et comptes.", "The identity provider's trail, which ties sessions to accounts.")));
            }

            if (source.Drift.Pairs > 0 && Math.Abs(source.Drift.Seconds) >= 1)
            {
                limits.Add((words.Say($"L'heure exacte des actes de {source.Name}", $"The exact time of acts in {source.Name}"),
                    words.Say($"Son horloge a été corrigée de {words.Decimal(source.Drift.Seconds)} s, mesurés sur {words.Number(source.Drift.Pairs)} échanges.", $"Its clock was corrected by {words.Decimal(source.Drift.Seconds)} s, measured on {words.Number(source.Drift.Pairs)} exchanges."),
                    words.Say("Les relevés de synchronisation (NTP) de cette machine.", "This machine's time synchronisation (NTP) records.")));
            }
        }
    }
}
