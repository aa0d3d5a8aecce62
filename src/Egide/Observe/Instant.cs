namespace Egide.Observe;

/// <summary>Instants as microseconds since 1970-01-01T00:00:00Z.</summary>
public static class Instant
{
    /// <summary>Microseconds in a second.</summary>
    public const long Second = 1_000_000;

    /// <summary>Microseconds in a minute.</summary>
    public const long Minute = 60 * Second;

    /// <summary>Microseconds in an hour.</summary>
    public const long Hour = 60 * Minute;

    /// <summary>Microseconds in a day.</summary>
    public const long Day = 24 * Hour;

    /// <summary>From a date and time.</summary>
    public static long From(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>To a date and time, UTC.</summary>
    public static DateTimeOffset ToDateTimeOffset(long instant) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(instant,
            (DateTimeOffset.MinValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
            (DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Day number since 1970, UTC.</summary>
    public static int DayOf(long instant) => (int)Math.Floor((double)instant / Day);
}
