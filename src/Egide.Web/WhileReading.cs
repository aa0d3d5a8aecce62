using System.Globalization;
using System.Text;
using Egide.Web.Live;
using Egide.Web.Pages;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Http;

namespace Egide.Web;

/// <summary>
/// While the journal is read again there is no state to show: pages say how far the reading is and come back by themselves, other callers
/// are told to. Ways in, the trail service and health are served.
/// </summary>
internal static class WhileReading
{
    private const string Seconds = "5";

    public static Func<HttpContext, RequestDelegate, Task> Of(Station station) => (http, next) =>
        station.IsReady || http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<Stateless>() is not null ? next(http) : Tell(http, station);

    private static Task Tell(HttpContext http, Station station)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = Seconds;
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            return http.Response.WriteAsJsonAsync(new { status = "reading", read = station.Reread, of = station.Count });
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Page(Tongue.WordsOf(http), station.Reread, station.Count, station.JudgingFailed is not null), Encoding.UTF8);
    }

    private static string Page(Report.Html.Words words, long read, long of, bool failed)
    {
        var title = words.Say("Égide relit son journal", "Égide is reading its journal again");
        var far = failed ? words.Say("La lecture s’est arrêtée : voir ce que la commande a écrit.", "The reading has stopped: see what the command wrote.")
            : words.Say($"{words.Number(read)} entrées sur {words.Number(of)}.", $"{words.Number(read)} entries of {words.Number(of)}.");
        var promise = words.Say("Ce qui arrive est reçu et gardé pendant ce temps, et sera jugé ensuite. Cette page revient d’elle-même.", "What comes in meanwhile is received and kept, and will be judged then. This page comes back by itself.");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="{words.Language}">
            <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="refresh" content="{Seconds}">
                <link rel="stylesheet" href="/console.css">
                <link rel="icon" href="data:,">
                <title>{title}</title>
            </head>
            <body>
                <main>
                    <h1>{title}</h1>
                    <p class="story" role="status">{far} {promise}</p>
                    <p><progress max="{Math.Max(of, 1)}" value="{Math.Min(read, of)}" aria-label="{title}"></progress></p>
                </main>
            </body>
            </html>
            """);
    }
}
