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
            if (!Admission.MayFeed(http, options, token)) return Results.StatusCode(StatusCodes.Status401Unauthorized);
            var (body, refusal) = await FeedBody.Read(http);
            if (body is null) return Results.StatusCode(refusal!.Status);
            if (ForwardFrame.Read(body) is not { } deliveries) return Results.BadRequest();
            try
            {
                // One after the other: an edge's records stand in the journal in the edge's order.
                foreach (var delivery in deliveries) await station.Intake.Take(delivery, http.RequestAborted);
                return Results.NoContent();
            }
            catch (IOException)
            {
                http.Response.Headers.RetryAfter = "30";
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }
        }).DisableAntiforgery();
}
