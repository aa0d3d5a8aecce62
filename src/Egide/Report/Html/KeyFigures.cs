using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>The few numbers a reader looks for first.</summary>
internal static class KeyFigures
{
    public static void Write(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        page.Html.Open("dl", ("class", "figures"));
        Figure(page, words.Say("comptes usurpés", "usurped accounts"), words.Number(incident.Accounts.Count), null);
        Figure(page, words.Say("sessions de l'intrus", "intruder sessions"), words.Number(Count(incident, SessionVerdict.Intruder)),
            words.Say($"et {words.Number(Count(incident, SessionVerdict.Undecided))} indécises", $"and {words.Number(Count(incident, SessionVerdict.Undecided))} undecided"));
        var persons = incident.Persons;
        Figure(page, words.Say("personnes, vraisemblablement", "people, likely"), words.Number(persons.Likely),
            words.Say($"prouvé : {words.Number(persons.Lower)} · au plus : {words.Number(persons.Upper)}", $"proven: {words.Number(persons.Lower)} · at most: {words.Number(persons.Upper)}"));
        Figure(page, words.Say("durée", "duration"), Duration(words, incident.To - incident.From),
            incident.Ongoing ? words.Say("encore en cours", "still going on") : words.Say($"finie le {words.Day(incident.To)}", $"ended {words.Day(incident.To)}"));
        Figure(page, words.Say("données médicales", "medical data"), incident.Medical.Statement switch
        {
            "exposed" => Story.OnlyPractitioners(incident) ? words.Say("médecins traitants", "practitioners") : words.Say("vues", "seen"),
            "none_proven" => words.Say("aucune", "none"),
            _ => words.Say("non prouvable", "not provable"),
        }, words.Count(incident.Medical.Events, "accès", "accès", "access", "accesses"));
        page.Html.Close();
    }

    private static int Count(IncidentDossier incident, SessionVerdict verdict) => incident.Sessions.Count(s => s.Verdict == verdict);

    private static void Figure(Page page, string name, string value, string? note)
    {
        page.Html.Open("div");
        page.Html.Element("dt", name);
        page.Html.Element("dd", value);
        if (note is not null) page.Html.Element("dd", note, ("class", "note"));
        page.Html.Close();
    }

    public static string Duration(Words words, TimeSpan span) => span.TotalHours < 1
        ? words.Count((long)Math.Ceiling(span.TotalMinutes), "minute", "minutes", "minute", "minutes")
        : span.TotalHours < 48
            ? words.Count((long)Math.Round(span.TotalHours), "heure", "heures", "hour", "hours")
            : words.Count((long)Math.Round(span.TotalDays), "jour", "jours", "day", "days");
}
