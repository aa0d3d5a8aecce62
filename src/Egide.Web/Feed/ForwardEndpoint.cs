using Egide.Connectors.Forward;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.Feed;

/// <summary>Takes what the edges forward: answers once the journal is durable; what an edge sends again is taken once.</summary>
internal static class ForwardEndpoint
{
    public static void Map(IEndpointRouteBuilder app, SiteOptions options, BearerToken token) =>
        app.MapPost("/forward", async (HttpContext http, Station station) =>
        {
            var (ways, way) = (station.Http, station.Http.Forward);
            way.Count("requests");
            if (!Admission.MayFeed(http, options, token))
            {
                ways.Unknown(way, http);
                return Results.StatusCode(StatusCodes.Status401Unauthorized);
            }

            var (body, refusal) = await FeedBody.Read(http, ways, way);
            if (body is null) return Results.StatusCode(refusal!.Status);
            if (ForwardFrame.Read(body) is not { } deliveries)
            {
                ways.Refused(way, http, "unreadable", "The body is not what an edge sends.");
                return Results.BadRequest();
            }

            try
            {
                // One after the other: an edge's records stand in the journal in the edge's order.
                foreach (var delivery in deliveries) HttpWays.Taken(way, await station.Intake.Take(delivery, http.RequestAborted));
                return Results.NoContent();
            }
            catch (IOException fault)
            {
                ways.Refused(way, http, "not_stored", fault.Message);
                http.Response.Headers.RetryAfter = "30";
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }
        }).DisableAntiforgery();
}
