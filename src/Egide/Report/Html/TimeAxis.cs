namespace Egide.Report.Html;

/// <summary>Time along a drawing: where an instant lies, and ticks on round local hours or days.</summary>
internal sealed class TimeAxis
{
    /// <summary>Ticks that fit a wide drawing.</summary>
    public const int MostTicks = 8;

    private const int MostNights = 40;
    private static readonly int[] StepHours = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 8760];
    private readonly double _left;
    private readonly double _right;
    private readonly Words _words;
    private readonly int _ticks;

    public TimeAxis(DateTimeOffset from, DateTimeOffset to, double left, double right, Words words, int ticks = MostTicks)
    {
        if (to - from < TimeSpan.FromHours(1)) to = from.AddHours(1);
        (From, To, _left, _right, _words, _ticks) = (from, to, left, right, words, ticks);
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
        var step = Array.Find(StepHours, h => (To - From).TotalHours / h <= _ticks);
        if (step == 0) step = (int)Math.Ceiling((To - From).TotalHours / _ticks);
        var local = TimeZoneInfo.ConvertTime(From, _words.Zone).DateTime.Date;
        for (var tick = local; ; tick = tick.AddHours(step))
        {
            var at = new DateTimeOffset(tick, _words.Zone.GetUtcOffset(tick));
            if (at > To) break;
            if (at < From) continue;
            plot.Line(X(at), top, X(at), bottom, "grid");
            var anchor = X(at) > _right - 40 ? "end" : X(at) < 30 ? "start" : "middle";
            plot.Label(X(at), bottom + 15, step < 24 ? _words.Day(at) + " " + _words.Clock(at) : _words.Day(at), anchor, "axis");
        }

        plot.Line(_left, bottom, _right, bottom, "base");
    }
}
