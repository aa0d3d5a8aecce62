using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>Accesses along time, a row each for intruder, undecided and carer, so that none hides another.</summary>
internal static class HoursPlot
{
    private const int MostBins = 150;
    private const double Left = 190, Right = 940, Row = 62, Top = 10;
    private static readonly int[] BinHours = [1, 2, 3, 6, 12, 24, 48, 168, 336, 720];

    public static void Write(Page page, IncidentDossier incident)
    {
        if (incident.Hours.Count == 0) return;
        var words = page.Words;
        var from = incident.Hours.Min(h => h.Hour);
        var to = incident.Hours.Max(h => h.Hour).AddHours(1);
        var hours = Array.Find(BinHours, h => (to - from).TotalHours / h <= MostBins);
        if (hours == 0) hours = (int)Math.Ceiling((to - from).TotalHours / MostBins);
        var bins = Bins(incident, from, hours);
        page.Section("Le rythme des accès", "The rhythm of accesses");
        var axis = new TimeAxis(from, to, Left, Right, words);
        var bottom = Top + (3 * Row);
        var per = hours == 1 ? words.Say("par heure", "an hour") : words.Say($"par tranche de {hours} h", $"per {hours} h");
        var plot = new Plot(page.Html, 960, bottom + 26, words.Say($"Accès {per} : intrus, indécis, soignant", $"Accesses {per}: intruder, undecided, carer"));
        axis.Nights(plot, Top, bottom);
        axis.Draw(plot, Top, bottom);
        SessionVerdict[] rows = [SessionVerdict.Intruder, SessionVerdict.Undecided, SessionVerdict.Carer];
        for (var i = 0; i < rows.Length; i++) Draw(page, plot, axis, rows[i], bins, hours, Top + ((i + 1) * Row));
        plot.End();
        page.Paragraph("Chaque ligne a sa propre échelle ; son maximum est écrit à gauche.", "Each row has its own scale; its maximum is written on the left.", "quiet");
        page.Close();
    }

    private static List<(DateTimeOffset Start, int[] Counts)> Bins(IncidentDossier incident, DateTimeOffset from, int hours)
    {
        var bins = new SortedDictionary<int, int[]>();
        foreach (var hour in incident.Hours)
        {
            var index = (int)((hour.Hour - from).TotalHours / hours);
            if (!bins.TryGetValue(index, out var counts)) bins[index] = counts = new int[3];
            counts[(int)SessionVerdict.Intruder] += hour.Intruder;
            counts[(int)SessionVerdict.Carer] += hour.Carer;
            counts[(int)SessionVerdict.Undecided] += hour.Undecided;
        }

        return [.. bins.Select(b => (from.AddHours((double)b.Key * hours), b.Value))];
    }

    private static void Draw(Page page, Plot plot, TimeAxis axis, SessionVerdict verdict,
        List<(DateTimeOffset Start, int[] Counts)> bins, int hours, double floor)
    {
        var words = page.Words;
        var most = bins.Max(b => b.Counts[(int)verdict]);
        plot.Line(Left, floor, Right, floor, "base");
        Marks.Draw(page.Html, verdict, 16, floor - 32, 6);
        plot.Label(28, floor - 28, words.Verdict(verdict));
        plot.Label(28, floor - 12, words.Say($"max. {words.Number(most)} / {hours} h", $"max. {words.Number(most)} / {hours} h"), null, "axis");
        if (most == 0) return;
        foreach (var (start, counts) in bins)
        {
            var count = counts[(int)verdict];
            if (count == 0) continue;
            var height = Math.Max(1.5, count * (Row - 12) / most);
            var width = Math.Max(1.5, axis.X(start.AddHours(hours)) - axis.X(start) - 0.5);
            plot.Box(axis.X(start), floor - height, width, height, Marks.Class(verdict), $"{words.Instant(start)} · {words.Number(count)}");
        }
    }
}
