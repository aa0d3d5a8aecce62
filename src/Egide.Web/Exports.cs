using System.Globalization;
using Egide.Report.Files;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web;

/// <summary>The console's lists as CSV.</summary>
internal static class Exports
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/accounts.csv", async (Station station, HttpContext http) =>
        {
            await Told(station, http, "accounts.csv");
            return Csv("account,name,practitioner,last_seen,sessions,heaviest_nats,incident",
            station.Now.Accounts.Select(a => new[] { a.Key, a.Name, a.Practitioner, a.LastSeen.ToString("O", CultureInfo.InvariantCulture), a.Sessions.ToString(CultureInfo.InvariantCulture), a.Heaviest.ToString(CultureInfo.InvariantCulture), a.Incident }));
        });
        app.MapGet("/views.csv", async (Station station, HttpContext http) =>
        {
            await Told(station, http, "views.csv");
            return Csv("position,at,by,who,step,what,roles,reason,request",
            station.Doings.Last.Select(d => new[] { d.Position.ToString(CultureInfo.InvariantCulture), d.At.ToString("O", CultureInfo.InvariantCulture), d.By, d.Who, d.Step, d.What, string.Join(' ', d.Roles), d.Reason, d.Request?.ToString(CultureInfo.InvariantCulture) }));
        });
        app.MapGet("/sources.csv", (Station station) => Csv("source,events,quarantined,duplicates,imputability,silences,clock_seconds",
            station.Now.Dossier.Sources.Select(s => new[] { s.Name, s.Events.ToString(CultureInfo.InvariantCulture), s.Quarantined.Values.Sum().ToString(CultureInfo.InvariantCulture), s.Duplicates.ToString(CultureInfo.InvariantCulture),
                s.Score.ToString("0.000", CultureInfo.InvariantCulture), s.Silences.Count.ToString(CultureInfo.InvariantCulture), s.Drift.Seconds.ToString(CultureInfo.InvariantCulture) })));
    }

    /// <summary>States who takes away a list of people.</summary>
    public static Task Told(Station station, HttpContext http, string what) => station.Tell(Facts.View, SignInEndpoints.PersonOf(http.User), new { step = "exported", what });

    private static IResult Csv(string head, IEnumerable<string?[]> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine(head);
        foreach (var row in rows) CsvLine.Write(text, [.. row.Select(CsvLine.Outside)]);
        return Results.Text(text.ToString(), "text/csv; charset=utf-8");
    }
}
