using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>Each account and its sessions: whose hands, how surely, why.</summary>
internal static class AccountsSection
{
    private const int MostRows = 30, OpenAccounts = 3, OpenRows = 12, MostAccounts = 100;

    public static void Write(Page page, IncidentDossier incident)
    {
        var words = page.Words;
        page.Section("Les comptes et leurs sessions", "The accounts and their sessions");
        page.Paragraph("P(intrus) est la probabilité que quelqu'un d'autre que le titulaire ait agi : à partir de 0,9 la session est dite de l'intrus, jusqu'à 0,1 du soignant, entre les deux indécise.",
            "P(intruder) is the probability that someone other than the holder acted: from 0.9 the session is called the intruder's, up to 0.1 the carer's, between them undecided.", "quiet");
        var byAccount = incident.Sessions.ToLookup(s => s.Account, StringComparer.Ordinal);
        Summary(page, incident, byAccount);
        foreach (var (i, account) in incident.Accounts.Take(MostAccounts).Index())
        {
            Account(page, account, [.. byAccount[account.Key]], i < OpenAccounts);
        }

        if (incident.Accounts.Count > MostAccounts)
        {
            var more = words.Number(incident.Accounts.Count - MostAccounts);
            page.Paragraph($"Les sessions de {more} autres comptes sont dans sessions.csv.", $"The sessions of {more} more accounts are in sessions.csv.");
        }

        page.Close();
    }

    private static void Summary(Page page, IncidentDossier incident, ILookup<string, AttributedSession> byAccount)
    {
        var words = page.Words;
        page.Table(words.Say("Comptes, le plus sûr d'abord", "Accounts, the surest first"), words.Say("Compte", "Account"), words.Say("Professionnel", "Professional"),
            words.Say("De", "From"), words.Say("À", "To"), words.Say("Intrus", "Intruder"), words.Say("Indécis", "Undecided"),
            words.Say("Soignant", "Carer"), words.Say("Indice total (nats)", "Total evidence (nats)"));
        foreach (var account in incident.Accounts)
        {
            page.Html.Open("tr");
            page.RowHead(account.Key);
            page.Cells(Holder(account), words.Instant(account.From), words.Instant(account.To));
            foreach (var verdict in (SessionVerdict[])[SessionVerdict.Intruder, SessionVerdict.Undecided, SessionVerdict.Carer])
            {
                page.Number(byAccount[account.Key].Count(s => s.Verdict == verdict));
            }

            page.Html.Element("td", words.Decimal(account.Score), ("class", "n"));
            page.Html.Close();
        }

        page.EndTable();
    }

    private static string Holder(IncidentAccount account) => (account.Name, account.Practitioner) switch
    {
        (null, null) => "–",
        ({ } name, null) => name,
        (null, { } rpps) => "RPPS\u00A0" + rpps,
        var (name, rpps) => $"{name} (RPPS\u00A0{rpps})",
    };

    private static void Account(Page page, IncidentAccount account, List<AttributedSession> sessions, bool open)
    {
        if (sessions.Count == 0) return;
        var words = page.Words;
        var ordered = sessions.OrderBy(s => Rank(s.Verdict)).ThenBy(s => s.Start).ToList();
        page.Html.Open("details", open && ordered.Count <= OpenRows ? ("open", "open") : ("class", null));
        page.Html.Element("summary", $"{account.Name ?? account.Id} – {Split(words, ordered)}");
        page.Table(words.Say($"Sessions de {account.Key}", $"Sessions of {account.Key}"), words.Say("Attribution", "Attribution"), words.Say("P(intrus)", "P(intruder)"),
            words.Say("Quand", "When"), words.Say("D'où", "From where"), words.Say("Personnes vues (patients nommés hors soins)", "People seen (named patients outside care)"),
            words.Say("Pourquoi", "Why"));
        foreach (var session in ordered.Take(MostRows)) Row(page, session);
        page.EndTable();
        if (ordered.Count > MostRows)
        {
            var more = words.Number(ordered.Count - MostRows);
            page.Paragraph($"{more} de plus dans sessions.csv.", $"{more} more in sessions.csv.", "quiet");
        }

        page.Html.Close();
    }

    private static string Split(Words words, List<AttributedSession> sessions)
    {
        var by = sessions.CountBy(s => s.Verdict).OrderBy(c => Rank(c.Key)).Select(c => words.Sessions(c.Value, c.Key));
        return words.Count(sessions.Count, "session", "sessions", "session", "sessions") + words.Say(" : ", ": ") + string.Join(", ", by);
    }

    /// <summary>The order sessions are shown in.</summary>
    public static int Rank(SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Intruder => 0,
        SessionVerdict.Undecided => 1,
        _ => 2,
    };

    private static void Row(Page page, AttributedSession session)
    {
        var words = page.Words;
        page.Html.Open("tr");
        page.Html.Open("th", ("scope", "row"));
        page.Verdict(session.Verdict);
        page.Html.Close();
        page.Html.Element("td", words.Probability(session.PIntruder), ("class", "n"));
        page.Cells(words.Stretch(session.Start, session.End));
        page.Html.Open("td", ("class", "where"));
        page.Html.Text(session.Address ?? words.Say("adresse inconnue", "address unknown"));
        if (session.Site is not null) page.Html.Element("span", words.Place(session.Site));
        if (session.UserAgent is not null) page.Html.Element("span", Browser.Short(session.UserAgent), ("class", "quiet"), ("title", session.UserAgent));
        page.Html.Close();
        page.Html.Open("td", ("class", "n where"));
        page.Html.Text($"{words.Number(session.Shown?.Known ?? session.Patients)} ({words.Number(session.ForeignPatients)})");
        if (session.Shown is { Replayed: > 0 } shown)
            page.Html.Element("span", shown.Replayed == shown.Known ? words.Say("établi en rejouant", "found by replay") : words.Say($"dont {words.Number(shown.Replayed)} en rejouant", $"{words.Number(shown.Replayed)} of them by replay"), ("class", "quiet"));
        page.Html.Close();
        page.Html.Open("td", ("class", "why"));
        foreach (var reason in session.Reasons) page.Html.Element("span", words.Of(reason));
        page.Html.Close();
        page.Html.Close();
    }
}
