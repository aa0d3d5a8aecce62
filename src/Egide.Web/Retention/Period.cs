using System.Globalization;

namespace Egide.Web.Retention;

/// <summary>How long something is kept, in calendar days, months or years.</summary>
/// <param name="Number">How many.</param>
/// <param name="Unit">Of what.</param>
public sealed record Period(int Number, PeriodUnit Unit)
{
    private const int LongestYears = 100;

    /// <summary>Reads <c>12 months</c>, <c>3 years</c>, <c>90 days</c>; null when it is none, or not from a day to a hundred years.</summary>
    public static Period? Parse(string? text)
    {
        if (text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var unit] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        var read = unit switch
        {
            "day" or "days" => new Period(count, PeriodUnit.Day),
            "month" or "months" => new Period(count, PeriodUnit.Month),
            "year" or "years" => new Period(count, PeriodUnit.Year),
            _ => null,
        };
        return read is { Number: > 0 } && read.LongestDays <= LongestYears * 366L ? read : null;
    }

    /// <summary>What was received before this instant is past its time.</summary>
    public DateTimeOffset Before(DateTimeOffset now) => Moved(now, -Number);

    /// <summary>The end of the time of what came at an instant.</summary>
    public DateTimeOffset After(DateTimeOffset at) => Moved(at, Number);

    /// <summary>Whether it is certainly longer than another, whatever the months.</summary>
    public bool IsLongerThan(Period other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ShortestDays > other.LongestDays;
    }

    /// <summary>In words.</summary>
    public Text Said => Unit switch
    {
        PeriodUnit.Day => new(Number == 1 ? "1 jour" : $"{Count} jours", Number == 1 ? "1 day" : $"{Count} days"),
        PeriodUnit.Month => new($"{Count} mois", Number == 1 ? "1 month" : $"{Count} months"),
        _ => new(Number == 1 ? "1 an" : $"{Count} ans", Number == 1 ? "1 year" : $"{Count} years"),
    };

    private string Count => Number.ToString(CultureInfo.InvariantCulture);

    private long LongestDays => (long)Number * (Unit == PeriodUnit.Day ? 1 : Unit == PeriodUnit.Month ? 31 : 366);

    private long ShortestDays => (long)Number * (Unit == PeriodUnit.Day ? 1 : Unit == PeriodUnit.Month ? 28 : 365);

    private DateTimeOffset Moved(DateTimeOffset at, int by) => Unit switch
    {
        PeriodUnit.Day => at.AddDays(by),
        PeriodUnit.Month => at.AddMonths(by),
        _ => at.AddYears(by),
    };
}
