using System.Globalization;
using Egide.Detect;

namespace Egide.Report.Files;

/// <summary><c>sessions.csv</c>.</summary>
internal static class SessionsFile
{
    public static void Write(Dossier dossier, string language, TextWriter to)
    {
        CsvLine.Write(to, "incident", "account", "session", "start", "end", "address", "user_agent", "site", "p_intruder", "verdict", "reasons", "persons", "replayed");
        foreach (var incident in dossier.Incidents)
        {
            foreach (var session in incident.Sessions) Line(to, session, language);
        }
    }

    private static void Line(TextWriter to, AttributedSession session, string language) => CsvLine.Write(
        to,
        session.Incident,
        CsvLine.Outside(session.Account),
        CsvLine.Outside(session.Session),
        Json.Instant(session.Start),
        Json.Instant(session.End),
        CsvLine.Outside(session.Address),
        CsvLine.Outside(session.UserAgent),
        CsvLine.Outside(session.Site),
        session.PIntruder.ToString("0.######", CultureInfo.InvariantCulture),
        Verdict(session.Verdict),
        string.Join(" | ", session.Reasons.Select(r => r.In(language))),
        session.Shown?.Known.ToString(CultureInfo.InvariantCulture),
        session.Shown?.Replayed.ToString(CultureInfo.InvariantCulture));

    private static string Verdict(SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Intruder => "intruder",
        SessionVerdict.Carer => "carer",
        _ => "undecided",
    };
}
