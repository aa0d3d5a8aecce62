using System.Globalization;
using Egide.Report.Files;
using Egide.Web.Live;
using Egide.Web.Pages;
using Egide.Web.Persons;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web;

/// <summary>The console's lists as CSV, for whoever may read the page that shows them; each list of people that is taken away is stated.</summary>
internal static class Exports
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/incidents.csv", async (Station station, HttpContext http) =>
        {
            await Told(station, http, "incidents.csv");
            var (now, language) = (station.Now, Tongue.Of(http));
            return Csv("incident,title,status,opened_at,told_at,from,to,accounts,persons_proven,persons_likely,persons_at_most",
            now.Dossier.Incidents.Select(i => new[] { i.Id, i.Title.In(language), i.Status, At(i.OpenedAt), now.Told.TryGetValue(i.Id, out var told) ? At(told) : null, At(i.From), At(i.To), Number(i.Accounts.Count), Number(i.Persons.Lower), Number(i.Persons.Likely), Number(i.Persons.Upper) }));
        });
        app.MapGet("/incidents/{id}/evidence.csv", async (Station station, HttpContext http, string id, string? category) =>
        {
            if (station.Now.Dossier.Incidents.FirstOrDefault(i => i.Id == id) is not { } incident || category is { Length: > 0 } && !incident.Categories.ContainsKey(category)) return Results.NotFound();
            await Told(station, http, $"evidence.csv of {id}");
            var (persons, questions) = await station.Evidence(id, category);
            return Csv("person,controller,attribution,grade,first_seen,last_seen,persons_at_most,positions",
                persons.Select(p => new[] { Number(p.Person), p.Controller, p.Attribution, p.Grade, At(p.First), At(p.Last), "1", Positions(p.Evidence) })
                    .Concat(questions.Select(q => new[] { null, null, null, "bounded", At(q.At), At(q.At), q.Most < 0 ? null : Number(q.Most), Positions(q.Evidence) })));
        });
        app.MapGet("/accounts.csv", async (Station station, HttpContext http) =>
        {
            await Told(station, http, "accounts.csv");
            return Csv("account,name,practitioner,last_seen,sessions,heaviest_nats,incident",
            station.Now.Accounts.Select(a => new[] { a.Key, a.Name, a.Practitioner, At(a.LastSeen), Number(a.Sessions), a.Heaviest.ToString(CultureInfo.InvariantCulture), a.Incident }));
        });
        app.MapGet("/views.csv", async (Station station, HttpContext http) =>
        {
            await Told(station, http, "views.csv");
            return Csv("position,at,by,who,step,what,roles,reason,request",
            station.Doings.Last.Select(d => new[] { Number(d.Position), At(d.At), d.By, d.Who, d.Step, d.What, string.Join(' ', d.Roles), d.Reason, d.Request is { } request ? Number(request) : null }));
        });
        app.MapGet("/sources.csv", (Station station) => Csv("source,events,quarantined,duplicates,imputability,silences,clock_seconds",
            station.Now.Dossier.Sources.Select(s => new[] { s.Name, Number(s.Events), Number(s.Quarantined.Values.Sum()), Number(s.Duplicates),
                s.Score.ToString("0.000", CultureInfo.InvariantCulture), Number(s.Silences.Count), s.Drift.Seconds.ToString(CultureInfo.InvariantCulture) })));
        app.MapGet("/persons.csv", async (Station station, HttpContext http, PersonRequests requests) =>
        {
            await Told(station, http, "persons.csv");
            return Csv("request,at,by,reason,agreed_by", requests.All.Select(r => new[] { Number(r.Id), At(r.At), r.By, r.Reason, r.AgreedBy }));
        });
        app.MapGet("/persons/{id:long}/accesses.csv", Accesses);
        app.MapGet("/retention/due.csv", async (Station station) => Csv("rule,segment,number,received_from,received_to,held_by",
            (await station.Keeper.Recently()).Due.Select(d => new[] { d.Rule, d.Segment, Number(d.Count), At(d.From), At(d.To), string.Join(' ', d.HeldBy) })));
        app.MapGet("/retention/holds.csv", async (Station station, HttpContext http) =>
        {
            await Told(station, http, "holds.csv");
            return Csv("incident,from,to,accounts,at,by,reason,release_asked_by,release_reason,released_by",
            station.Keeper.Holds.All.Select(h => new[] { h.Incident, At(h.From), At(h.To), Number(h.Accounts.Count), At(h.At), h.By, h.Reason, h.Asked?.By, h.Asked?.Reason, h.ReleasedBy }));
        });
        app.MapGet("/retention/deletions.csv", async (Station station, HttpContext http) =>
        {
            await Told(station, http, "deletions.csv");
            return Csv("deletion,at,by,rule,number,received_from,received_to,entry,done",
            station.Keeper.Ledger.Deletions.Select(d => new[] { Number(d.Position), At(d.At), d.By, d.Rule, Number(d.Count), At(d.From), At(d.To), d.Deletion is { } entry ? Number(entry.Position) : null, d.Done is { } done ? Number(done) : null }));
        });
    }

    /// <summary>States who takes away a list of people.</summary>
    public static Task Told(Station station, HttpContext http, string what) => station.Tell(Facts.View, SignInEndpoints.PersonOf(http.User), new { step = "exported", what });

    // As the page: for who asked, once another agreed, for ten hours. The opening and the taking away are both stated.
    private static async Task<IResult> Accesses(Station station, HttpContext http, PersonRequests requests, long id)
    {
        if (await requests.Open(SignInEndpoints.PersonOf(http.User), id) is not { } request) return Results.NotFound();
        await station.Tell(Facts.View, SignInEndpoints.PersonOf(http.User), new { step = "exported", what = "accesses.csv", request = id });
        var language = Tongue.Of(http);
        return Csv("at,account,name,categories,possible,controller,why,grade,position",
            (await station.WhoSaw(request.Identifier)).Select(a => new[] { At(a.At), a.Account, a.Name, string.Join(' ', a.Categories), string.Join(' ', a.Possible), a.Controller, a.Why.In(language), a.Grade, Number(a.Position) }));
    }

    private static string Positions(IEnumerable<long> positions) => string.Join(' ', positions.Select(Number));

    private static string At(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IResult Csv(string head, IEnumerable<string?[]> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine(head);
        foreach (var row in rows) CsvLine.Write(text, [.. row.Select(CsvLine.Outside)]);
        return Results.Text(text.ToString(), "text/csv; charset=utf-8");
    }
}
