namespace Egide.Simulator;

/// <summary>Paris wall clock by the European summer-time rule, so that no time-zone file decides the bytes written.</summary>
internal static class ParisClock
{
    public const long Minute = 60_000, Hour = 3_600_000, Day = 86_400_000;

    /// <summary>Hours to add to UTC at that instant (Unix milliseconds).</summary>
    public static int OffsetHours(long utc)
    {
        var year = DateTimeOffset.FromUnixTimeMilliseconds(utc).Year;
        return utc >= LastSunday(year, 3) && utc < LastSunday(year, 10) ? 2 : 1;
    }

    /// <summary>Unix milliseconds of a Paris wall-clock moment.</summary>
    public static long Utc(DateOnly day, double hours)
    {
        var wall = (day.DayNumber - 719_162L) * Day + (long)(hours * Hour);
        var guess = wall - OffsetHours(wall - Hour) * Hour;
        return wall - OffsetHours(guess) * Hour;
    }

    private static long LastSunday(int year, int month)
    {
        var last = new DateOnly(year, month, 31);
        last = last.AddDays(-(int)last.DayOfWeek);
        return (last.DayNumber - 719_162L) * Day + Hour;
    }
}
