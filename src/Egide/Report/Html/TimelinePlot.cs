using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>A lane for each account, its sessions along time: the intruder's above, the carer's below, the undecided between.</summary>
internal static class TimelinePlot
{
    private const int MostLanes = 40, MostInLane = 150;
    private const double Top = 12;
    private static readonly TimeSpan Near = TimeSpan.FromDays(1);

    // A narrow screen has the name above its lane, and the days around the incident only.
    private static readonly (double Left, double Right, double Width, double Lane, double Above) Wide = (190, 940, 960, 36, 0), Narrow = (8, 332, 340, 54, 16);

    public static void Write(Page page, IncidentDossier incident)
    {
        if (incident.Sessions.Count == 0) return;
        var words = page.Words;
        page.Section("Qui s'est servi des comptes, et quand", "Who used the accounts, and when");
        var lanes = incident.Accounts.Take(MostLanes).ToList();
        var byAccount = incident.Sessions.ToLookup(s => s.Account, StringComparer.Ordinal);
        var shown = lanes.SelectMany(a => byAccount[a.Key].OrderBy(s => AccountsSection.Rank(s.Verdict)).Take(MostInLane)).ToList();
        var drawn = shown.ToLookup(s => s.Account, StringComparer.Ordinal);
        var from = shown.Select(s => s.Start).Append(incident.From).Min();
        var to = shown.Select(s => s.End).Append(incident.To).Max();
        var nights = Draw(page, incident, drawn, lanes, (from, to), Wide, Plot.Large);
        Draw(page, incident, drawn, lanes, (from > incident.From - Near ? from : incident.From - Near, to < incident.To + Near ? to : incident.To + Near), Narrow, Plot.Small);
        page.Legend();
        page.Paragraph("La zone teintée va du premier au dernier acte attribué à l'intrus." + (nights ? " Bandes grises : les nuits (21 h – 7 h)." : ""), "The tinted area runs from the first to the last act attributed to the intruder." + (nights ? " Grey bands: nights (21:00 to 07:00)." : ""), "quiet");
        if (shown.Count < incident.Sessions.Count)
        {
            page.Paragraph(
                $"Sont dessinées {words.Number(shown.Count)} sessions sur {words.Number(incident.Sessions.Count)} ({MostLanes} comptes au plus, {MostInLane} sessions par compte) ; toutes sont dans sessions.csv.",
                $"Drawn are {words.Number(shown.Count)} of {words.Number(incident.Sessions.Count)} sessions (at most {MostLanes} accounts, {MostInLane} sessions each); all are in sessions.csv.", "quiet");
        }

        page.Close();
    }

    private static bool Draw(Page page, IncidentDossier incident, ILookup<string, AttributedSession> drawn, List<IncidentAccount> lanes,
        (DateTimeOffset From, DateTimeOffset To) time, (double Left, double Right, double Width, double Lane, double Above) at, string size)
    {
        var words = page.Words;
        var axis = new TimeAxis(time.From, time.To, at.Left, at.Right, words, at.Above > 0 ? 3 : TimeAxis.MostTicks);
        var bottom = Top + (lanes.Count * at.Lane);
        var plot = new Plot(page.Html, at.Width, bottom + 26, words.Say(
            "Sessions de chaque compte dans le temps, avec leur attribution", "Sessions of each account over time, with whom they are attributed to"), size);
        var nights = axis.Nights(plot, Top, bottom);
        plot.Box(axis.X(incident.From), Top, Math.Max(2, axis.X(incident.To) - axis.X(incident.From)), bottom - Top, "window",
            words.Say("fenêtre de l'incident", "window of the incident"));
        axis.Draw(plot, Top, bottom);
        for (var i = 0; i < lanes.Count; i++)
        {
            var middle = Top + ((i + 0.5) * at.Lane) + (at.Above / 2);
            plot.Line(at.Left, Top + (i * at.Lane), at.Right, Top + (i * at.Lane), "grid");
            if (at.Above > 0) plot.Label(at.Left, Top + (i * at.Lane) + 13, lanes[i].Name ?? lanes[i].Id, null, null, 40);
            else plot.Label(at.Left - 8, middle + 4, lanes[i].Name ?? lanes[i].Id, "end", null, 26);
            foreach (var session in drawn[lanes[i].Key].Where(s => s.End >= time.From && s.Start <= time.To).OrderBy(s => s.Verdict == SessionVerdict.Intruder))
            {
                Session(page, plot, axis, session, middle + Offset(session.Verdict));
            }
        }

        plot.End();
        return nights;
    }

    private static double Offset(SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Intruder => -10,
        SessionVerdict.Carer => 10,
        _ => 0,
    };

    private static void Session(Page page, Plot plot, TimeAxis axis, AttributedSession session, double y)
    {
        var words = page.Words;
        var style = Marks.Class(session.Verdict);
        plot.Group($"{words.Verdict(session.Verdict)} · {words.Instant(session.Start)} – {words.Instant(session.End)} · {session.Address} · {words.Of(Sentences.Seen(session))}");
        var (start, end) = (axis.X(session.Start), axis.X(session.End));
        if (end - start > 1) plot.Box(start, y - 2, end - start, 4, style + " bar");
        Marks.Draw(page.Html, session.Verdict, start, y, 5);
        plot.EndGroup();
    }
}
