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
            Count(incident, SessionVerdict.Undecided) is > 0 and var open ? words.Say("et ", "and ") + words.Sessions(open, SessionVerdict.Undecided) : null);
        var persons = incident.Persons;
        var proven = persons.Lower == persons.Upper;
        Figure(page, words.Say("personnes dont les données ont été vues", "people whose data was seen"),
            proven ? words.Number(persons.Lower) : words.Say($"{words.Number(persons.Lower)} à {words.Number(persons.Upper)}", $"{words.Number(persons.Lower)} to {words.Number(persons.Upper)}"),
            proven ? words.Say("nombre prouvé (nommé ou rejoué)", "proven (named or replayed)") : words.Say($"prouvé (nommé ou rejoué) à au plus ; vraisemblable : {words.Number(persons.Likely)}", $"proven (named or replayed) to at most; likely: {words.Number(persons.Likely)}"));
        Figure(page, words.Say("durée", "duration"), Duration(words, incident.To - incident.From),
            incident.Ongoing ? words.Say("encore en cours", "still going on") : words.Say($"dernier acte attribué le {words.Day(incident.To)}", $"last attributed act on {words.Day(incident.To)}"));
        Figure(page, words.Say("données médicales", "medical data"), incident.Medical.Statement switch
        {
            "exposed" => incident.Medical.Records ? words.Say("vues", "seen") : words.Say("médecins traitants", "practitioners"),
            "none_proven" => words.Say("aucune", "none"),
            _ => words.Say("non prouvable", "not provable"),
        }, incident.Medical is { Statement: "exposed", Records: false } ? Records(words, incident.Medical.PossibleRecords) : words.Count(incident.Medical.Events, "accès", "accès", "access", "accesses"));
        page.Html.Close();
    }

    private static string Records(Words words, long possible) => words.Say("leurs noms ; aucun dossier prouvé ouvert", "their names; no record proven opened")
        + (possible == 0 ? "" : words.Say($" ; {words.Count(possible, "accès possible", "accès possibles", "", "")}", $"; {words.Count(possible, "", "", "possible access", "possible accesses")}"));

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
