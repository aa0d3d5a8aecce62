using System.Runtime.InteropServices;

namespace Egide.Observe;

/// <summary>Counts of one source while its records go by.</summary>
public sealed class SourceTally
{
    // The year 2200: no date from there on can be.
    private const int MostDays = 84_006;
    private readonly Dictionary<int, int> _hours = [];
    private readonly List<double> _delays = [];
    private readonly Dictionary<int, DayTally> _days = [];

    /// <summary>Records read as events.</summary>
    public long Events { get; private set; }

    /// <summary>What they were written in.</summary>
    public HashSet<RecordFormat> Formats { get; } = [];

    /// <summary>By grade, A to E.</summary>
    public long[] Grades { get; } = new long[5];

    /// <summary>By bit of <see cref="Imputation.Missing"/>.</summary>
    public long[] Missing { get; } = new long[8];

    /// <summary>Earliest and latest instants, microseconds.</summary>
    public long First { get; private set; } = long.MaxValue;

    /// <summary>Latest instant.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>Events by day since 1970, UTC; those a century away share a day.</summary>
    public IEnumerable<(int Day, long Events)> Days => _days.Select(d => (d.Key, d.Value.Events));

    /// <summary>Events whose date cannot be, and the least journal position of one; known once <see cref="Bound"/> was called.</summary>
    public (long Events, long Position) OutOfTime { get; private set; } = (0, -1);

    /// <summary>Events without a readable date, and the least journal position of one.</summary>
    public (long Events, long Position) Undated { get; private set; } = (0, -1);

    /// <summary>Sets aside the days that cannot be: they no more count for <see cref="First"/>, <see cref="Last"/> and <see cref="OutOfTime"/>.</summary>
    public void Bound(TimeBounds bounds)
    {
        (First, Last) = (long.MaxValue, long.MinValue);
        OutOfTime = (0, -1);
        foreach (var day in _days.Values)
        {
            if (bounds.Hold(day.First) && bounds.Hold(day.Last))
            {
                First = Math.Min(First, day.First);
                Last = Math.Max(Last, day.Last);
            }
            else
            {
                OutOfTime = (OutOfTime.Events + day.Events, Least(OutOfTime.Position, day.Position));
            }
        }
    }

    /// <summary>Takes a record's access.</summary>
    public void Add(Access access)
    {
        ref var header = ref access.Header;
        Events++;
        Formats.Add(header.Format);
        Grades[(int)header.Grade]++;
        for (var bit = 0; bit < 8; bit++)
            if (((int)header.Missing >> bit & 1) != 0) Missing[bit]++;
        if ((header.Flags & AccessFlags.TimeMissing) != 0)
        {
            Undated = (Undated.Events + 1, Least(Undated.Position, header.Position));
            return;
        }

        First = Math.Min(First, header.Time);
        Last = Math.Max(Last, header.Time);
        ref var day = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, Math.Clamp(Instant.DayOf(header.Time), 0, MostDays), out var known);
        if (!known) day = new DayTally { First = header.Time, Last = header.Time, Position = header.Position };
        day.Events++;
        day.First = Math.Min(day.First, header.Time);
        day.Last = Math.Max(day.Last, header.Time);
        day.Position = Least(day.Position, header.Position);
        var hour = (int)Math.Floor((double)header.Time / Instant.Hour);
        // Hours a century apart come from broken clocks; they are counted, but no habit is learnt from more than this.
        if (_hours.Count < 20_000 || _hours.ContainsKey(hour)) _hours[hour] = _hours.GetValueOrDefault(hour) + 1;
        if (header.Declared != 0 && _delays.Count < 4096) _delays.Add((header.Declared - header.Time) / (double)Instant.Second);
    }

    private static long Least(long position, long other) => position < 0 ? other : Math.Min(position, other);

    /// <summary>Median seconds from occurrence to declaration; null when never both given.</summary>
    public double? Delay
    {
        get
        {
            if (_delays.Count == 0) return null;
            _delays.Sort();
            return _delays[_delays.Count / 2];
        }
    }

    /// <summary>
    /// Stretches of at least six hours without an event, where the same hours of other weeks make at least thirty
    /// expected: from and to, microseconds.
    /// </summary>
    public IEnumerable<(long From, long To)> Silences()
    {
        if (Events < 200) yield break;
        var (first, last) = ((int)(First / Instant.Hour), (int)(Last / Instant.Hour));
        if (last - first is < 48 or > 20_000) yield break;
        var habit = new double[168];
        var weeks = new int[168];
        for (var hour = first; hour <= last; hour++)
        {
            habit[hour % 168] += _hours.GetValueOrDefault(hour);
            weeks[hour % 168]++;
        }

        var start = -1;
        double expected = 0;
        for (var hour = first; hour <= last + 1; hour++)
        {
            if (hour <= last && !_hours.ContainsKey(hour))
            {
                if (start < 0) (start, expected) = (hour, 0);
                // The silence itself is no habit: the mean is over the other weeks.
                if (weeks[hour % 168] > 1) expected += habit[hour % 168] / (weeks[hour % 168] - 1);
                continue;
            }

            if (start >= 0 && hour - start >= 6 && expected >= 30) yield return (start * Instant.Hour, hour * Instant.Hour);
            start = -1;
        }
    }
}
