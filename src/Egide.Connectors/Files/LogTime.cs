namespace Egide.Connectors.Files;

/// <summary>Times as logs write them. A time without its zone is taken as UTC and said so.</summary>
internal static class LogTime
{
    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary><c>2024-04-28T11:55:47.123+02:00</c>, also with a space, a comma, slashes, no fraction or no zone.</summary>
    public static bool TryIso(ReadOnlySpan<byte> text, out DateTimeOffset time, out bool zoneMissing, out int length)
    {
        (time, zoneMissing, length) = (default, true, 0);
        if (text.Length < 19 || text[4] is not ((byte)'-' or (byte)'/') || text[7] != text[4] || text[10] is not ((byte)'T' or (byte)' ' or (byte)'t')) return false;
        if (!Number(text, 0, 4, out var year) || !Number(text, 5, 2, out var month) || !Number(text, 8, 2, out var day)) return false;
        if (!TryClock(text[11..], out var clock, out var clockLength)) return false;
        length = 11 + clockLength;
        var zone = Zone(text, ref length, out zoneMissing);
        return Make(year, month, day, clock, zone, out time);
    }

    /// <summary><c>10/Oct/2000:13:55:36 -0700</c> of the common log format, <c>06/Feb/2009:12:14:14.655</c> of HAProxy.</summary>
    public static bool TryClf(ReadOnlySpan<byte> text, out DateTimeOffset time, out bool zoneMissing, out int length)
    {
        (time, zoneMissing, length) = (default, true, 0);
        if (text.Length < 20 || text[2] != '/' || text[6] != '/' || text[11] != ':') return false;
        if (!Number(text, 0, 2, out var day) || !Month(text[3..6], out var month) || !Number(text, 7, 4, out var year)) return false;
        if (!TryClock(text[12..], out var clock, out var clockLength)) return false;
        length = 12 + clockLength;
        var zone = Zone(text, ref length, out zoneMissing);
        return Make(year, month, day, clock, zone, out time);
    }

    /// <summary>
    /// <c>Oct 11 22:14:15</c> of BSD syslog, whose year is the last one that does not lie a day or more after
    /// <paramref name="reference"/>; also <c>Oct 11 22:14:15.123 2000</c> of Apache's error log.
    /// </summary>
    public static bool TryMonthFirst(ReadOnlySpan<byte> text, DateTimeOffset reference, out DateTimeOffset time, out int length)
    {
        (time, length) = (default, 0);
        if (text.Length < 15 || text[3] != ' ' || text[6] != ' ' || !Month(text[..3], out var month)) return false;
        if (!Number(text, text[4] == ' ' ? 5 : 4, text[4] == ' ' ? 1 : 2, out var day)) return false;
        if (!TryClock(text[7..], out var clock, out var clockLength)) return false;
        length = 7 + clockLength;
        if (text.Length >= length + 5 && text[length] == ' ' && Number(text, length + 1, 4, out var year) && year > 1900)
        {
            length += 5;
            return Make(year, month, day, clock, TimeSpan.Zero, out time);
        }

        year = reference.Year + 1;
        do
        {
            // February 29 exists in some years only: the nearest one before.
            if (Make(year, month, day, clock, TimeSpan.Zero, out time) && time <= reference.AddDays(1)) return true;
        }
        while (--year > reference.Year - 8 && year > 1);
        return false;
    }

    /// <summary>
    /// The instant of a wall clock without a zone, from one with a zone that was written about it within moments: when they are whole hours apart
    /// but for two minutes, those are the zone. What was written later than that says nothing of the zone.
    /// </summary>
    /// <param name="wall">The wall clock, taken for UTC.</param>
    /// <param name="instant">The time with a zone.</param>
    /// <returns>Null when nothing can be said.</returns>
    public static DateTimeOffset? Zoned(DateTimeOffset wall, DateTimeOffset instant)
    {
        var hours = Math.Round((wall - instant).TotalHours);
        if (Math.Abs(hours) > 14) return null;
        var zoned = wall.AddHours(-hours);
        return (instant - zoned).Duration() <= TimeSpan.FromMinutes(2) ? zoned : null;
    }

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.</summary>
    public static DateTimeOffset? Epoch(double value)
    {
        if (!double.IsFinite(value) || value < 1e8) return null;
        while (value > 1e11) value /= 1000;
        return DateTimeOffset.UnixEpoch.AddTicks((long)(value * TimeSpan.TicksPerSecond));
    }

    private static bool TryClock(ReadOnlySpan<byte> text, out TimeSpan clock, out int length)
    {
        (clock, length) = (default, 8);
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return false;
        if (!Number(text, 0, 2, out var hour) || !Number(text, 3, 2, out var minute) || !Number(text, 6, 2, out var second)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        // A leap second is the last instant of its minute.
        clock = new TimeSpan(hour, minute, Math.Min(second, 59));
        if (text.Length <= 9 || text[8] is not ((byte)'.' or (byte)',') || !char.IsAsciiDigit((char)text[9])) return true;
        length = 9;
        long scale = TimeSpan.TicksPerSecond;
        while (length < text.Length && char.IsAsciiDigit((char)text[length]))
        {
            scale /= 10;
            clock += TimeSpan.FromTicks(scale * (text[length++] - '0'));
        }

        return true;
    }

    private static TimeSpan Zone(ReadOnlySpan<byte> text, ref int length, out bool missing)
    {
        missing = false;
        var at = length;
        if (at < text.Length && text[at] is (byte)'Z' or (byte)'z')
        {
            length = at + 1;
            return TimeSpan.Zero;
        }

        if (at < text.Length && text[at] == ' ') at++;
        if (at + 3 <= text.Length && text[at] is (byte)'+' or (byte)'-' && Number(text, at + 1, 2, out var hours) && hours <= 14)
        {
            var minutesAt = at + 3 < text.Length && text[at + 3] == ':' ? at + 4 : at + 3;
            if (!Number(text, minutesAt, 2, out var minutes) || minutes > 59)
            {
                minutes = 0;
                minutesAt = at + 1;
            }

            length = minutesAt + 2;
            var zone = new TimeSpan(hours, minutes, 0);
            if (zone <= TimeSpan.FromHours(14)) return text[at] == '-' ? -zone : zone;
        }
        else if (at > length && at + 3 <= text.Length && (text[at..].StartsWith("UTC"u8) || text[at..].StartsWith("GMT"u8)))
        {
            length = at + 3;
            return TimeSpan.Zero;
        }

        missing = true;
        return TimeSpan.Zero;
    }

    private static bool Make(int year, int month, int day, TimeSpan clock, TimeSpan zone, out DateTimeOffset time)
    {
        time = default;
        if (year is < 2 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        time = new DateTimeOffset(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + clock, zone);
        return true;
    }

    private static bool Month(ReadOnlySpan<byte> name, out int month)
    {
        for (month = 1; month <= 12; month++)
        {
            if (name.SequenceEqual(Months.Slice((month - 1) * 3, 3))) return true;
        }

        return false;
    }

    private static bool Number(ReadOnlySpan<byte> text, int start, int digits, out int value)
    {
        value = 0;
        if (start + digits > text.Length) return false;
        foreach (var b in text.Slice(start, digits))
        {
            if (!char.IsAsciiDigit((char)b)) return false;
            value = (value * 10) + b - '0';
        }

        return true;
    }
}
