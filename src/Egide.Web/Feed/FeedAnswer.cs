using System.Globalization;
using System.Text.Json;
using Egide.Connectors.Live;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.Feed;

/// <summary>Tells a FHIR sender what became of its records: the same whether they came for the first time or again.</summary>
internal static class FeedAnswer
{
    /// <summary>Answers a single resource by status and place, everything else by a Bundle with a response to each record.</summary>
    public static Task Write(HttpContext http, Receipt receipt, byte[] body)
    {
        var type = BundleType.Of(body);
        var alone = receipt.Positions.Count == 1 && type is null;
        if (alone && !receipt.Understood[0]) return Outcome.Write(http, 422, "structure", Kept(receipt.Positions[0]));
        if (!alone || http.Request.Path.Value is "/fhir" or "/fhir/" or "/fhir/Bundle") return Bundle(http, receipt, type == "transaction");
        http.Response.StatusCode = 201;
        http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/fhir/AuditEvent/{receipt.Positions[0]}");
        return Task.CompletedTask;
    }

    private static string Kept(long position) => string.Create(CultureInfo.InvariantCulture, $"Kept in the journal at {position}, but not understood as an audit event.");

    private static async Task Bundle(HttpContext http, Receipt receipt, bool transaction)
    {
        http.Response.ContentType = "application/fhir+json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", transaction ? "transaction-response" : "batch-response");
        json.WriteStartArray("entry");
        for (var i = 0; i < receipt.Positions.Count; i++) Entry(json, receipt.Positions[i], receipt.Understood[i]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Where nothing can be read no place is given: what is not understood is kept as evidence and is no AuditEvent.
    private static void Entry(Utf8JsonWriter json, long position, bool understood)
    {
        json.WriteStartObject();
        json.WriteStartObject("response");
        json.WriteString("status", understood ? "201 Created" : "422 Unprocessable Entity");
        if (understood)
        {
            json.WriteString("location", string.Create(CultureInfo.InvariantCulture, $"AuditEvent/{position}"));
        }
        else
        {
            json.WritePropertyName("outcome");
            JsonSerializer.Serialize(json, Outcome.Of("structure", Kept(position)));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
