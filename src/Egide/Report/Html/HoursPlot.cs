using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>Accesses along time, a row each for intruder, undecided and carer, so that none hides another.</summary>
internal static class HoursPlot
{
    private const int MostBins = 150;
    private const double Row = 62, Top = 10;
    private static readonly TimeSpan Near = TimeSpan.FromDays(1);

    // A narrow screen has the days around the incident only.
    private static readonly (double Left, double Right, double Width) Wide = (190, 940, 960), Narrow = (8, 332, 340);
    private static readonly int[] BinHours = [1, 2, 3, 6, 12, 24, 48, 168, 336, 720];

    public static void Write(Page page, IncidentDossier incident)
    {
        if (incident.Hours.Count == 0) return;
        var words = page.Words;
        page.Section("Le rythme des accès", "The rhythm of accesses");
        Draw(page, incident.Hours, Wide, MostBins, Plot.Large);
        var near = incident.Hours.Where(h => h.Hour >= incident.From - Near && h.Hour <= incident.To + Near).ToList();
        Draw(page, near.Count > 0 ? near : incident.Hours, Narrow, MostBins / 2, Plot.Small);
        page.Paragraph("Chaque ligne a sa propre échelle ; son maximum est écrit à côté.", "Each row has its own scale; its maximum is written beside it.", "quiet");
        page.Close();
    }

    private static void Draw(Page page, IReadOnlyList<(DateTimeOffset Hour, int Intruder, int Carer, int Undecided)> accesses, (double Left, double Right, double Width) at, int most, string size)
    {
        var words = page.Words;
        var from = accesses.Min(h => h.Hour);
        var to = accesses.Max(h => h.Hour).AddHours(1);
        var hours = Array.Find(BinHours, h => (to - from).TotalHours / h <= most);
        if (hours == 0) hours = (int)Math.Ceiling((to - from).TotalHours / most);
        var bins = Bins(accesses, from, hours);
        var small = size == Plot.Small;
        var axis = new TimeAxis(from, to, at.Left, at.Right, words, small ? 3 : TimeAxis.MostTicks);
        var row = Row + (small ? 18 : 0);
        var bottom = Top + (3 * row);
        var per = hours == 1 ? words.Say("par heure", "an hour") : words.Say($"par tranche de {hours} h", $"per {hours} h");
        var plot = new Plot(page.Html, at.Width, bottom + 26, words.Say($"Accès {per} : intrus, indécis, soignant", $"Accesses {per}: intruder, undecided, carer"), size);
        axis.Nights(plot, Top, bottom);
        axis.Draw(plot, Top, bottom);
        SessionVerdict[] rows = [SessionVerdict.Intruder, SessionVerdict.Undecided, SessionVerdict.Carer];
        for (var i = 0; i < rows.Length; i++) Draw(page, plot, axis, rows[i], bins, hours, Top + ((i + 1) * row), at);
        plot.End();
    }

    private static List<(DateTimeOffset Start, int[] Counts)> Bins(IReadOnlyList<(DateTimeOffset Hour, int Intruder, int Carer, int Undecided)> accesses, DateTimeOffset from, int hours)
    {
        var bins = new SortedDictionary<int, int[]>();
        foreach (var hour in accesses)
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
        List<(DateTimeOffset Start, int[] Counts)> bins, int hours, double floor, (double Left, double Right, double Width) at)
    {
        var words = page.Words;
        var most = bins.Max(b => b.Counts[(int)verdict]);
        var small = at.Width < 400;
        var said = $"max. {words.Number(most)} / {hours} h";
        plot.Line(at.Left, floor, at.Right, floor, "base");
        Marks.Draw(page.Html, verdict, 16, floor - (small ? Row + 5 : 32), 6);
        plot.Label(28, floor - (small ? Row : 28), words.Verdict(verdict));
        if (small) plot.Label(at.Right, floor - Row, said, "end", "axis");
        else plot.Label(28, floor - 12, said, null, "axis");
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
