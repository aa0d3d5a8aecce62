using System.Globalization;
using Egide.Web.Tde.Search;

namespace Egide.Web.Tde;

/// <summary>Which page of a search of syslog messages is asked for.</summary>
/// <param name="Count">Messages on it, at most.</param>
/// <param name="From">Time and position of the last message of the page before; null for the first page.</param>
internal sealed record SyslogPage(int Count, (long Time, long Position)? From)
{
    /// <summary>The parameter that says how many are wanted.</summary>
    public const string Counted = "_count";

    /// <summary>The parameter of a link to the next page.</summary>
    public const string Continued = "_page";

    /// <summary>Reads it.</summary>
    /// <param name="parameters">Names and values, in the client's order.</param>
    /// <returns>The page, or what is wrong with it.</returns>
    public static (SyslogPage? Page, string? Fault) Parse(List<(string Name, string Value)> parameters)
    {
        var page = new SyslogPage(SearchQuery.Usual, null);
        foreach (var (name, value) in parameters)
        {
            if (name == Counted)
            {
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0) return (null, "_count must be a number from 1 on.");
                page = page with { Count = Math.Min(count, SearchQuery.Most) };
            }
            else if (name == Continued)
            {
                // Read as the first page, a link cut short would bring a client round to where it began.
                if (Place(value) is not { } from) return (null, "_page is none of this server's: follow the link of the page before as it is.");
                page = page with { From = from };
            }
        }

        return (page, null);
    }

    /// <summary>What a link to the page after an entry says.</summary>
    /// <param name="last">Its time and position.</param>
    public static string After((long Time, long Position) last) => string.Create(CultureInfo.InvariantCulture, $"{last.Time}-{last.Position}");

    private static (long Time, long Position)? Place(string value)
    {
        // A time before 1970 begins with a minus sign of its own.
        var bar = value.LastIndexOf('-');
        return bar > 0 && long.TryParse(value.AsSpan(0, bar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            && long.TryParse(value.AsSpan(bar + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? (time, position) : null;
    }
}
