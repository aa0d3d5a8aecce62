using Egide.Report.Html;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.Pages;

/// <summary>The language a reader sees: what she chose, else what her browser asks for, else French.</summary>
internal static class Tongue
{
    public const string Cookie = "egide-lang";

    // The people of these trails live in French time.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly Words French = new("fr", Zone), English = new("en", Zone);

    public static string Of(HttpContext http)
    {
        if (http.Request.Query["lang"].ToString() is "fr" or "en") return http.Request.Query["lang"].ToString();
        if (http.Request.Cookies[Cookie] is "fr" or "en") return http.Request.Cookies[Cookie]!;
        var first = http.Request.Headers.AcceptLanguage.ToString().Split(',').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("fr", StringComparison.OrdinalIgnoreCase) || l.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return first?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : "fr";
    }

    public static Words WordsOf(HttpContext http) => Of(http) == "en" ? English : French;
}
