using Egide.Connectors.SharedSignals;
using Egide.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.Feed;

/// <summary>Security event tokens pushed by identity providers (RFC 8935), each stream at the address of its name.</summary>
internal static class SignalsEndpoint
{
    private const int Largest = 64 << 10;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/signals/{name}", async (HttpContext http, Station station, string name) =>
        {
            if (!station.Options.Ways.Pushed.TryGetValue(name, out var stream)) return Results.NotFound();
            if (http.Request.ContentLength is null or > Largest) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            var body = new byte[http.Request.ContentLength.Value];
            await http.Request.Body.ReadExactlyAsync(body, http.RequestAborted);
            var answer = await stream.Receive(station.Intake, http.Request.ContentType, http.Request.Headers.Authorization, body, http.RequestAborted);
            if (answer.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (answer.Body is null) return Results.StatusCode(answer.Status);
            http.Response.Headers.ContentLanguage = PushAnswer.Language;
            return Results.Text(answer.Body, PushAnswer.ContentType, statusCode: answer.Status);
        }).DisableAntiforgery();
}
