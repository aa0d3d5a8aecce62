namespace Egide.Report.Html;

/// <summary>Time along a drawing: where an instant lies, and ticks on round local hours or days.</summary>
internal sealed class TimeAxis
{
    private const int MostTicks = 8, MostNights = 40;
    private static readonly int[] StepHours = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 8760];
    private readonly double _left;
    private readonly double _right;
    private readonly Words _words;

    public TimeAxis(DateTimeOffset from, DateTimeOffset to, double left, double right, Words words)
    {
        if (to - from < TimeSpan.FromHours(1)) to = from.AddHours(1);
        (From, To, _left, _right, _words) = (from, to, left, right, words);
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public double X(DateTimeOffset at) =>
        _left + (Math.Clamp((at - From) / (To - From), 0, 1) * (_right - _left));

    /// <summary>Shades the nights (21 h to 7 h, local), where they are wide enough to be seen; whether it did.</summary>
    public bool Nights(Plot plot, double top, double bottom)
    {
        if (To - From > TimeSpan.FromDays(MostNights)) return false;
        for (var day = TimeZoneInfo.ConvertTime(From, _words.Zone).DateTime.Date.AddDays(-1); ; day = day.AddDays(1))
        {
            var (dusk, dawn) = (Local(day.AddHours(21)), Local(day.AddHours(31)));
            if (dusk > To) return true;
            if (dawn > From) plot.Box(X(dusk), top, X(dawn) - X(dusk), bottom - top, "night");
        }
    }

    private DateTimeOffset Local(DateTime at) => new(at, _words.Zone.GetUtcOffset(at));

    public void Draw(Plot plot, double top, double bottom)
    {
        var step = Array.Find(StepHours, h => (To - From).TotalHours / h <= MostTicks);
        if (step == 0) step = (int)Math.Ceiling((To - From).TotalHours / MostTicks);
        var local = TimeZoneInfo.ConvertTime(From, _words.Zone).DateTime.Date;
        for (var tick = local; ; tick = tick.AddHours(step))
        {
            var at = new DateTimeOffset(tick, _words.Zone.GetUtcOffset(tick));
            if (at > To) break;
            if (at < From) continue;
            plot.Line(X(at), top, X(at), bottom, "grid");
            var anchor = X(at) > _right - 40 ? "end" : "middle";
            plot.Label(X(at), bottom + 15, step < 24 ? _words.Day(at) + " " + _words.Clock(at) : _words.Day(at), anchor, "axis");
        }

        plot.Line(_left, bottom, _right, bottom, "base");
    }
}
