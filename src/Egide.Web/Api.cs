using Egide.Journal;
using Egide.Report.Files;
using Egide.Web.Live;
using Egide.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web;

/// <summary>The REST API: what the console shows, for machines, with the same rights.</summary>
internal static class Api
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("/incidents", async (Station station, HttpContext http) =>
        {
            await Exports.Told(station, http, "incidents.json");
            using var whole = new MemoryStream();
            IncidentsFile.Write(await SignedDossier.Of(station), Tongue.Of(http), whole);
            return Results.Bytes(whole.ToArray(), "application/json; charset=utf-8");
        }).WithSummary("Incidents, as incidents.json of docs/outputs.md");
        api.MapGet("/alarms", (Station station) => Results.Json(station.Now.Alarms.Select(a => new { a.At, a.Told, a.Account, a.Session, a.Nats, fr = a.Why.Fr, en = a.Why.En }))).WithSummary("The last alarms: sessions whose running evidence passed the line of a finding");
        api.MapGet("/accounts", async (Station station, HttpContext http) =>
        {
            await Exports.Told(station, http, "accounts.json");
            return Results.Json(station.Now.Accounts);
        }).WithSummary("Accounts seen, the heaviest first");
        api.MapGet("/sources", (Station station) => Results.Json(station.Now.Dossier.Sources.Select(s => new { s.Name, s.Formats, s.Events, s.Quarantined, s.Score, silences = s.Silences.Count, drift_seconds = s.Drift.Seconds }))).WithSummary("Sources: events, formats, imputability, silences, clock");
        api.MapGet("/ways-in", (Station station) => Results.Json(station.WaysIn.Select(s => new { s.Kind, s.Where, s.Counts, down = s.Down, fault = s.Fault?.What }))).WithSummary("Ways in: what each counted, and its last fault");
        api.MapGet("/journal/proof/{position:long}", Proof).WithSummary("An entry of the journal, its path to the root, and the signed root");
        app.MapGet("/health", (Station station) => (station.Intake.Refusing ?? station.JudgingFailed) is { } why ? Results.Json(new { status = station.Intake.Refusing is null ? "not judging" : "refusing", why }, statusCode: 503) : Results.Json(new { status = "ok" }));
        app.MapGet("/ready", (Station station) => station.IsReady ? Results.Json(new { status = "ready", events = station.Now.Dossier.Counts.Events }) : Results.Json(new { status = "reading", read = station.Reread, of = station.Count }, statusCode: 503));
    }

    // What a browser needs to convince itself: the entry (salted hashes, no personal data), its path to the root, the signed root.
    private static IResult Proof(Station station, long position)
    {
        var reader = JournalReader.Open(station.Journal);
        if (position < 0 || position >= reader.Count) return Results.NotFound();
        return Results.Json(new
        {
            checkpoint = reader.Checkpoint.Note, verifier = File.ReadAllText(Path.Combine(station.Journal, Verifier.KeyFile)).Trim(),
            entry = Convert.ToBase64String(reader.Leaf(position).Span), path = reader.InclusionProof(position).Select(Convert.ToBase64String),
        });
    }
}
