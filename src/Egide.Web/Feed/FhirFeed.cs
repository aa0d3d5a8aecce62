using Egide.Connectors.Live;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.Feed;

/// <summary>
/// ITI-20 over HTTP: POST of an AuditEvent, of a Bundle (batch, transaction, collection), of NDJSON. Answers once the journal is
/// durable. A readable event is never refused (IHE BALP); what is not understood is kept, and said. A sender that had no answer may
/// send again: a record that is there already is not taken twice.
/// </summary>
internal static class FhirFeed
{
    public static void Map(IEndpointRouteBuilder app, SiteOptions options, BearerToken token)
    {
        foreach (var path in new[] { "/fhir", "/fhir/AuditEvent", "/fhir/Bundle" })
            app.MapPost(path, (HttpContext http, Station station) => Take(http, station, Admission.MayFeed(http, options, token))).DisableAntiforgery();
    }

    private static async Task Take(HttpContext http, Station station, bool admitted)
    {
        var (ways, way) = (station.Http, station.Http.Fhir);
        way.Count("requests");
        if (!admitted)
        {
            ways.Unknown(way, http);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Outcome.Write(http, 401, "login", "Show the token of the file feed-token: Authorization: Bearer …");
            return;
        }

        var (body, refusal) = await FeedBody.Read(http, ways, way);
        if (body is null)
        {
            await Outcome.Write(http, refusal!.Status, refusal.Code, refusal.What);
            return;
        }

        var records = Framed.Of(body);
        if (records.Count == 0)
        {
            ways.Refused(way, http, "empty", "The body holds no record.");
            await Outcome.Write(http, 400, "required", "The body holds no record.");
            return;
        }

        try
        {
            var receipt = await station.Intake.Take(new Delivery($"fhir {http.Connection.RemoteIpAddress}", records) { Once = true }, http.RequestAborted);
            HttpWays.Taken(way, receipt);
            await FeedAnswer.Write(http, receipt, body);
        }
        catch (IOException fault)
        {
            ways.Refused(way, http, "not_stored", fault.Message);
            http.Response.Headers.RetryAfter = "30";
            await Outcome.Write(http, 503, "no-store", fault.Message);
        }
    }
}
