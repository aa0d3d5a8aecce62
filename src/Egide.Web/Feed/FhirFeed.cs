using System.Globalization;
using System.Text.Json;
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
    /// <summary>Largest body, bytes.</summary>
    public const long Largest = 64 << 20;

    public static void Map(IEndpointRouteBuilder app, SiteOptions options, BearerToken token)
    {
        foreach (var path in new[] { "/fhir", "/fhir/AuditEvent", "/fhir/Bundle" })
            app.MapPost(path, (HttpContext http, Station station) => Take(http, station, Admission.MayFeed(http, options, token))).DisableAntiforgery();
    }

    private static async Task Take(HttpContext http, Station station, bool admitted)
    {
        if (!admitted)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Outcome.Write(http, 401, "login", "Show the token of the file feed-token: Authorization: Bearer …");
            return;
        }

        var body = await Body(http.Request);
        var records = Framed.Of(body);
        if (records.Count == 0)
        {
            await Outcome.Write(http, 400, "required", "The body holds no record.");
            return;
        }

        try
        {
            var receipt = await station.Intake.Take(new Delivery($"fhir {http.Connection.RemoteIpAddress}", records) { Once = true }, http.RequestAborted);
            await Answer(http, receipt, body);
        }
        catch (IOException fault)
        {
            http.Response.Headers.RetryAfter = "30";
            await Outcome.Write(http, 503, "no-store", fault.Message);
        }
    }

    private static async Task<byte[]> Body(HttpRequest request)
    {
        using var whole = new MemoryStream();
        await request.Body.CopyToAsync(whole, request.HttpContext.RequestAborted);
        return whole.ToArray();
    }

    private static Task Answer(HttpContext http, Receipt receipt, byte[] body)
    {
        if (receipt.Positions.Count == 1 && receipt.Events + receipt.Repeated == 0)
            return Outcome.Write(http, 422, "structure", $"Kept in the journal at {receipt.Positions[0]}, but not understood as an audit event.");
        if (http.Request.Path.Value is "/fhir" or "/fhir/" or "/fhir/Bundle" || receipt.Positions.Count > 1) return Bundle(http, receipt, body);
        http.Response.StatusCode = 201;
        http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/fhir/AuditEvent/{receipt.Positions[0]}");
        return Task.CompletedTask;
    }

    private static async Task Bundle(HttpContext http, Receipt receipt, byte[] body)
    {
        var transaction = body.AsSpan(0, Math.Min(body.Length, 512)).IndexOf("\"transaction\""u8) >= 0;
        http.Response.ContentType = "application/fhir+json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", transaction ? "transaction-response" : "batch-response");
        json.WriteStartArray("entry");
        foreach (var position in receipt.Positions)
        {
            json.WriteStartObject();
            json.WriteStartObject("response");
            json.WriteString("status", "201 Created");
            json.WriteString("location", string.Create(CultureInfo.InvariantCulture, $"AuditEvent/{position}"));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
