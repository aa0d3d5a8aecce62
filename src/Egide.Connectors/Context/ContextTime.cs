using System.Globalization;

namespace Egide.Connectors.Context;

/// <summary>Dates and times of registers: ISO 8601 and FHIR's partial dates, taken as UTC where no zone is written.</summary>
internal static class ContextTime
{
    private static readonly string[] Partial = ["yyyy-MM-dd", "yyyy-MM", "yyyy", "dd/MM/yyyy", "yyyyMMdd"];

    /// <summary>The first instant that the text names; null for what is no date.</summary>
    public static DateTimeOffset? Start(string? text) => Parse(text, out _);

    /// <summary>The instant after which the text no longer holds: a date holds to its last moment.</summary>
    public static DateTimeOffset? End(string? text)
    {
        var start = Parse(text, out var format);
        if (start is not { } time || time.Year > 9000) return start;
        return format switch
        {
            "yyyy" => time.AddYears(1),
            "yyyy-MM" => time.AddMonths(1),
            null => time,
            _ => time.AddDays(1),
        };
    }

    private static DateTimeOffset? Parse(string? text, out string? format)
    {
        format = null;
        if (string.IsNullOrWhiteSpace(text)) return null;
        foreach (var candidate in Partial)
        {
            if (text.Length != candidate.Length
                || !DateTimeOffset.TryParseExact(text, candidate, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) continue;
            format = candidate;
            return date;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
