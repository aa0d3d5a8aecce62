namespace Egide.Connectors.Wire;

/// <summary>Reads the instants that audit records write: ISO 8601 as FHIR, XML Schema and RFC 5424 use it.</summary>
internal static class TimeText
{
    private const long TicksPerMinute = TimeSpan.TicksPerMinute;

    /// <summary>
    /// Reads <c>YYYY[-MM[-DD[(T| )hh:mm[:ss[.f…]][Z|±hh[:]mm]]]]</c>; parts left out are the earliest they can be,
    /// digits beyond 100 ns are dropped, a leap second counts as the second after. False when it is no instant.
    /// </summary>
    /// <param name="text">UTF-8, blanks around allowed.</param>
    /// <param name="instant">The instant, with the offset as written (UTC when there is none).</param>
    /// <param name="zoneMissing">True when no zone was written.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant, out bool zoneMissing)
    {
        instant = default;
        zoneMissing = false;
        text = text.Trim(" \t\r\n"u8);
        if (!Digits(ref text, 4, out var year) || year == 0) return false;
        int month = 1, day = 1;
        if (Take(ref text, (byte)'-'))
        {
            if (!Digits(ref text, 2, out month)) return false;
            if (Take(ref text, (byte)'-') && !Digits(ref text, 2, out day)) return false;
        }

        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var ticks = new DateTime(year, month, day).Ticks;
        if (!text.IsEmpty && text[0] is (byte)'T' or (byte)'t' or (byte)' ')
        {
            text = text[1..];
            if (!Clock(ref text, out var sinceMidnight)) return false;
            ticks += sinceMidnight;
        }

        if (!Zone(text, out var offset, out zoneMissing)) return false;
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks) return false;
        var utc = ticks - offset * TicksPerMinute;
        if ((ulong)utc > (ulong)DateTime.MaxValue.Ticks) return false;
        instant = new DateTimeOffset(ticks, new TimeSpan(offset * TicksPerMinute));
        return true;
    }

    private static bool Clock(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!Digits(ref text, 2, out var hour) || hour > 24 || !Take(ref text, (byte)':')) return false;
        if (!Digits(ref text, 2, out var minute) || minute > 59) return false;
        var second = 0;
        if (Take(ref text, (byte)':') && (!Digits(ref text, 2, out second) || second > 60)) return false;
        ticks = (hour * 60L + minute) * TicksPerMinute + second * TimeSpan.TicksPerSecond;
        if (hour == 24 && (minute | second) != 0) return false;
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)',')) return true;
        text = text[1..];
        var unit = TimeSpan.TicksPerSecond / 10;
        var read = 0;
        for (; read < text.Length && text[read] is >= (byte)'0' and <= (byte)'9'; read++, unit /= 10)
            ticks += (text[read] - '0') * unit;
        text = text[read..];
        return read > 0;
    }

    private static bool Zone(ReadOnlySpan<byte> text, out int minutes, out bool missing)
    {
        minutes = 0;
        missing = text.IsEmpty;
        if (missing) return true;
        var sign = text[0];
        text = text[1..];
        if (sign is (byte)'Z' or (byte)'z') return text.IsEmpty;
        if (sign is not ((byte)'+' or (byte)'-') || !Digits(ref text, 2, out var hours)) return false;
        Take(ref text, (byte)':');
        var rest = 0;
        if (!text.IsEmpty && !Digits(ref text, 2, out rest)) return false;
        minutes = hours * 60 + rest;
        if (sign == '-') minutes = -minutes;
        return text.IsEmpty && rest < 60 && Math.Abs(minutes) <= 14 * 60;
    }

    private static bool Digits(ref ReadOnlySpan<byte> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count) return false;
        for (var i = 0; i < count; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            value = value * 10 + digit;
        }

        text = text[count..];
        return true;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, byte expected)
    {
        if (text.IsEmpty || text[0] != expected) return false;
        text = text[1..];
        return true;
    }
}
