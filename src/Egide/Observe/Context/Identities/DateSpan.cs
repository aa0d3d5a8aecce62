using System.Globalization;

namespace Egide.Observe.Context.Identities;

/// <summary>A date known to the year, the month or the day: the days it may be, both ends included.</summary>
/// <param name="First">Day number of the first (days since 0001-01-01).</param>
/// <param name="Last">Day number of the last.</param>
public readonly record struct DateSpan(int First, int Last)
{
    /// <summary>No date.</summary>
    public static DateSpan None { get; } = new(-1, -1);

    /// <summary>Whether there is one.</summary>
    public bool IsKnown => First >= 0;

    /// <summary>Reads <c>1961</c>, <c>1961-05</c>, <c>1961-05-20</c> (a time after it is left out) and HL7's <c>19610520</c>; <see cref="None"/> for anything else.</summary>
    public static DateSpan Parse(string? text)
    {
        if (text is null) return None;
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var date = (time < 0 ? text : text[..time]).Trim().Replace("-", "", StringComparison.Ordinal);
        if (date.Length > 8) date = date[..8];
        if (!date.All(char.IsAsciiDigit)) return None;
        int Part(int from, int length) => int.Parse(date.AsSpan(from, length), CultureInfo.InvariantCulture);
        try
        {
            return date.Length switch
            {
                4 => Of(new DateOnly(Part(0, 4), 1, 1), new DateOnly(Part(0, 4), 12, 31)),
                6 => Of(new DateOnly(Part(0, 4), Part(4, 2), 1), new DateOnly(Part(0, 4), Part(4, 2), 1).AddMonths(1).AddDays(-1)),
                8 => Of(new DateOnly(Part(0, 4), Part(4, 2), Part(6, 2)), new DateOnly(Part(0, 4), Part(4, 2), Part(6, 2))),
                _ => None,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return None;
        }
    }

    private static DateSpan Of(DateOnly first, DateOnly last) => new(first.DayNumber, last.DayNumber);
}
