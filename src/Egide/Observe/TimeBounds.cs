namespace Egide.Observe;

/// <summary>
/// Which instants a trail can have. Broken clocks write 1900, 1970 or 2100; such events are kept, but what they would stretch (the span,
/// an incident, the coverage) is not theirs to stretch, and no habit is learnt from them.
/// </summary>
public readonly record struct TimeBounds
{
    private const int Floor = 7305; // 1990-01-01: no audit trail of these formats is older.
    private const int Ceiling = 84_006; // 2200-01-01.
    private const int GapDays = 366;
    private const double OuterShare = 0.01;

    /// <summary>First instant that can be, microseconds.</summary>
    public long From { get; private init; }

    /// <summary>First instant after which none can be, microseconds.</summary>
    public long Until { get; private init; }

    /// <summary>Whether most of the trail lies after the run's clock, so that the clock is what is wrong.</summary>
    public bool ClockBehind { get; private init; }

    /// <summary>No bounds.</summary>
    public static TimeBounds None => new() { From = long.MinValue, Until = long.MaxValue };

    /// <summary>Whether an instant can be.</summary>
    public bool Hold(long instant) => instant >= From && instant < Until;

    /// <summary>
    /// From the days a trail has events on: out is what lies before 1990, after the run's clock and a day (unless most of the trail does),
    /// and less than a hundredth of the events where more than a year without any parts it from the rest.
    /// </summary>
    /// <param name="days">Events by day since 1970, UTC.</param>
    /// <param name="now">The run's clock; null leaves it out.</param>
    public static TimeBounds Of(IEnumerable<(int Day, long Events)> days, DateTimeOffset? now)
    {
        var sorted = days.GroupBy(d => d.Day).Select(g => (Day: g.Key, Events: g.Sum(d => d.Events))).Where(d => d.Day is >= Floor and < Ceiling).OrderBy(d => d.Day).ToList();
        var all = sorted.Sum(d => d.Events);
        var (until, behind) = (Ceiling * Instant.Day, false);
        if (now is { } clock)
        {
            var today = Instant.From(clock) + Instant.Day;
            behind = sorted.Where(d => d.Day * Instant.Day > today).Sum(d => d.Events) * 2 > all;
            if (!behind) until = today;
        }

        sorted.RemoveAll(d => d.Day * Instant.Day >= until);
        var (first, last) = (0, sorted.Count - 1);
        for (long i = 1, before = sorted.Count > 0 ? sorted[0].Events : 0; i < sorted.Count && before < all * OuterShare; before += sorted[(int)i++].Events)
            if (sorted[(int)i].Day - sorted[(int)i - 1].Day > GapDays) first = (int)i;
        for (long i = last - 1, after = sorted.Count > 0 ? sorted[last].Events : 0; i >= 0 && after < all * OuterShare; after += sorted[(int)i--].Events)
            if (sorted[(int)i + 1].Day - sorted[(int)i].Day > GapDays) last = (int)i;
        return new TimeBounds
        {
            From = first > 0 ? sorted[first].Day * Instant.Day - Instant.Day : Floor * Instant.Day,
            Until = last < sorted.Count - 1 ? (sorted[last].Day + 2) * Instant.Day : until,
            ClockBehind = behind,
        };
    }
}
