using Egide.Journal;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.Retention;

/// <summary>What people do about retention: place holds, ask and agree to release and to delete, take away the proof of a deletion.</summary>
internal static class RetentionEndpoints
{
    private const string Page = "/settings#retention";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/retention/holds", async (HttpContext http, Station station, IFormCollection form) =>
        {
            if (station.Now.Dossier.Incidents.FirstOrDefault(i => i.Id == form["incident"].ToString()) is not { } incident || ReasonIn(form) is not { } reason) return Results.BadRequest();
            await station.Keeper.Place(SignInEndpoints.PersonOf(http.User), incident, reason);
            return Results.LocalRedirect(Page);
        });
        app.MapPost("/retention/releases", async (HttpContext http, Station station, IFormCollection form) =>
        {
            if (station.Keeper.Holds.Of(form["incident"].ToString()) is not { IsInForce: true } hold || ReasonIn(form) is not { } reason) return Results.BadRequest();
            await station.Keeper.AskRelease(SignInEndpoints.PersonOf(http.User), hold.Incident, reason);
            return Results.LocalRedirect(Page);
        });
        app.MapPost("/retention/releases/{id:long}/agree", async (HttpContext http, Station station, long id, IFormCollection _) =>
            await station.Keeper.Release(SignInEndpoints.PersonOf(http.User), id) ? Results.LocalRedirect(Page) : Results.Forbid());
        app.MapPost("/retention/deletions", async (HttpContext http, Station station, IFormCollection _) =>
            await station.Keeper.AskDeletion(SignInEndpoints.PersonOf(http.User)) ? Results.LocalRedirect(Page) : Results.BadRequest());
        app.MapPost("/retention/deletions/{id:long}/agree", async (HttpContext http, Station station, long id, IFormCollection _) =>
            await station.Keeper.AgreeDeletion(SignInEndpoints.PersonOf(http.User), id) ? Results.LocalRedirect(Page) : Results.Forbid());
        app.MapGet("/retention/deletions/{id:long}", Proof);
        app.MapGet("/api/retention", State).WithSummary("Retention: periods, what is due, holds, deletions");
    }

    // What "egide verify FILE" reads: the facts before and after, the entry that names what is gone, and their paths to the signed root.
    private static async Task<IResult> Proof(Station station, long id)
    {
        if (station.Keeper.Ledger.Deletions.FirstOrDefault(d => d.Position == id) is not { } deletion) return Results.NotFound();
        await station.Intake.Publish(null, CancellationToken.None);
        return Results.Bytes(Evidence.Of(station.Journal, deletion.Proof), "application/json", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"deletion-{id}.json"));
    }

    private static async Task<IResult> State(Station station)
    {
        var keeper = station.Keeper;
        var (at, due) = await keeper.Recently();
        return Results.Json(new
        {
            automatic = keeper.Policy.Automatic, whole_since = keeper.Ledger.WholeSince, waiting = keeper.Waiting?.En, looked_at = at,
            purposes = new[] { (Due.Trail, keeper.Policy.Trail), (Due.PersonsLog, keeper.Policy.PersonsLog), (Due.Doings, keeper.Policy.Doings) }.Select(p => new { rule = p.Item1, period = p.Item2.Period.Said.En, reason = p.Item2.Reason.En }),
            due = due.Select(d => new { d.Rule, d.Segment, d.Count, d.From, d.To, d.HeldBy }),
            holds = keeper.Holds.All.Select(h => new { h.Incident, h.Accounts, h.From, h.To, h.By, h.Reason, in_force = h.IsInForce, released_by = h.ReleasedBy }),
            deletions = keeper.Ledger.Deletions.Select(d => new { number = d.Position, d.At, d.By, d.Rule, period = d.Period.En, d.Count, d.From, d.To, entry = d.Deletion?.Position, done = d.Done }),
        });
    }

    private static string? ReasonIn(IFormCollection form) => form["reason"].ToString().Trim() is { Length: >= 8 and <= 400 } reason ? reason : null;
}
