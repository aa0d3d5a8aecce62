using System.Globalization;

namespace Egide.Web.Pages;

/// <summary>A clock that runs for an incident.</summary>
/// <param name="Say">What it says.</param>
/// <param name="IsOver">Whether it has run out.</param>
internal sealed record Deadline(Text Say, bool IsOver)
{
    // GDPR art. 33(1): without undue delay and, where feasible, not later than 72 hours after having become aware of it.
    private const int Authority = 72;

    /// <summary>The clocks of an incident at an instant; awareness is counted from when the console first told of it, which is the earliest it can be.</summary>
    public static IEnumerable<Deadline> Of(DateTimeOffset told, DateTimeOffset now)
    {
        var left = told.AddHours(Authority) - now;
        var hours = Math.Max(0, (int)Math.Floor(Math.Abs(left.TotalHours))).ToString(CultureInfo.InvariantCulture);
        yield return left > TimeSpan.Zero
            ? new Deadline(new($"CNIL : {hours} h avant la fin des 72 heures (RGPD art. 33), comptées depuis que la console l’a dit", $"CNIL: {hours} h left of the 72 hours (GDPR art. 33), counted from when the console first said so"), false)
            : new Deadline(new($"CNIL : les 72 heures (RGPD art. 33) sont passées depuis {hours} h, comptées depuis que la console l’a dit : notifier en disant pourquoi", $"CNIL: the 72 hours (GDPR art. 33) have been over for {hours} h, counted from when the console first said so: notify and say why"), true);
    }
}
