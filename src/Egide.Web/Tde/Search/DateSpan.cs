using System.Globalization;
using System.Text.RegularExpressions;
using Egide.Observe;

namespace Egide.Web.Tde.Search;

/// <summary>A FHIR date as the stretch of time that its precision leaves open.</summary>
/// <param name="Low">First instant, microseconds since 1970 UTC.</param>
/// <param name="High">Last instant.</param>
internal readonly partial record struct DateSpan(long Low, long High)
{
    /// <summary>Reads a date of any precision; one without a zone is UTC. Null when it is none.</summary>
    public static DateSpan? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        int Part(int group, int absent) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : absent;
        var (month, day, hour, minute, second) = (Part(2, 1), Part(3, 1), Part(4, 0), Part(5, 0), Part(6, 0));
        if (Part(1, 0) is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(Part(1, 0), month) || hour > 23 || minute > 59 || second > 60) return null;
        var start = new DateTime(Part(1, 0), month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Utc);
        var fraction = match.Groups[7].ValueSpan;
        var end = !match.Groups[2].Success ? start.AddYears(1) : !match.Groups[3].Success ? start.AddMonths(1) : !match.Groups[4].Success ? start.AddDays(1)
            : !match.Groups[6].Success ? start.AddMinutes(1) : start.AddSeconds(1);
        var low = Instant.From(new DateTimeOffset(start)) - Zone(match.Groups[8].ValueSpan);
        var length = (end - start).Ticks / TimeSpan.TicksPerMicrosecond;
        if (fraction.Length > 0)
        {
            low += long.Parse(fraction[..Math.Min(6, fraction.Length)].ToString().PadRight(6, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
            for (var digit = 0; digit < Math.Min(6, fraction.Length); digit++) length /= 10;
        }

        return new DateSpan(low, low + length - 1);
    }

    private static long Zone(ReadOnlySpan<char> written)
    {
        if (written.Length < 6) return 0;
        var minutes = int.Parse(written[1..3], NumberStyles.None, CultureInfo.InvariantCulture) * 60 + int.Parse(written[4..6], NumberStyles.None, CultureInfo.InvariantCulture);
        return (written[0] == '-' ? -minutes : minutes) * 60_000_000L;
    }

    // A plus sign that a client did not escape comes as a blank.
    [GeneratedRegex(@"^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+\- ]\d\d:\d\d)?)?)?)?$")]
    private static partial Regex Form();
}
