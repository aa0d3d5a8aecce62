using System.Globalization;
using System.Text.Json;
using Egide.Observe;
using Egide.Web.Tde.Postings;
using Egide.Web.Tde.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.Tde;

/// <summary>ITI-81, Retrieve ATNA Audit Event (flows 2 to 5 of the CI-SIS volet): the trail as FHIR R4 AuditEvents, by id and by search.</summary>
internal sealed class FhirTrace(TraceIndex index, TraceArchive archive, TraceSearch search, Reading reading, TimeProvider clock)
{
    public const string Json = "application/fhir+json; charset=utf-8";
    private const string Resource = "AuditEvent";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/fhir/AuditEvent", Search);
        app.MapPost("/fhir/AuditEvent/_search", Search).DisableAntiforgery();
        app.MapGet("/fhir/AuditEvent/{id}", Read);
    }

    /// <summary>Names and values of a search, from its address and, when it was posted, its form.</summary>
    public static async Task<List<(string Name, string Value)>> Parameters(HttpContext http)
    {
        var parameters = http.Request.Query.SelectMany(p => p.Value.Select(value => (p.Key, value ?? ""))).ToList();
        if (http.Request.HasFormContentType)
            foreach (var (name, values) in await http.Request.ReadFormAsync(http.RequestAborted)) parameters.AddRange(values.Select(value => (name, value ?? "")));
        return parameters;
    }

    /// <summary>Tells one who comes while the index is drawn up to come again.</summary>
    public static Task Later(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "30";
        return Outcome.Write(http, 503, "transient", "The index of the trail is being drawn up: a search now would miss records. Ask again later.");
    }

    private async Task Search(HttpContext http)
    {
        if (reading.Reader(http) is not { } reader)
        {
            await Reading.Refuse(http);
            return;
        }

        var parameters = await Parameters(http);
        if (!Answered.InJson(http, parameters))
        {
            await Answered.Refuse(http);
            return;
        }

        var (query, fault) = SearchQuery.Parse(parameters, Instant.From(clock.GetUtcNow()));
        var strict = http.Request.Headers["Prefer"].ToString().Contains("handling=strict", StringComparison.OrdinalIgnoreCase);
        if (query is null) await Outcome.Write(http, 400, "invalid", fault!);
        else if (strict && query.Ignored.Count > 0) await Outcome.Write(http, 400, "not-supported", $"This server does not know {string.Join(", ", query.Ignored)}: GET /fhir/metadata says what it knows.");
        else if (!index.IsWhole) await Later(http);
        else await Answer(http, reader, query);
    }

    private async Task Answer(HttpContext http, string reader, SearchQuery query)
    {
        TracePage page;
        try
        {
            page = search.Find(query);
        }
        catch (DamagedIndexException damaged)
        {
            index.Doubt(damaged);
            await Later(http);
            return;
        }

        try
        {
            await reading.Record(http, reader, "search-type", $"GET /fhir/{query.Self(Resource)}", true, page.Entries.Count);
        }
        catch (IOException unwritten)
        {
            await Outcome.Write(http, 503, "no-store", unwritten.Message);
            return;
        }

        http.Response.ContentType = Json;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        Bundle(json, Base(http), query, page);
    }

    private static void Bundle(Utf8JsonWriter json, string at, SearchQuery query, TracePage page)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", "searchset");
        // Counting what is not shown would mean reading it: only a result that fits on one page, or was asked for by id, says its total.
        if ((page.Total ?? (page.Last is null && query.From is null ? page.Entries.Count : null)) is { } total) json.WriteNumber("total", total);
        json.WriteStartArray("link");
        Link(json, "self", at + query.Self(Resource));
        if (page.Last is { } last) Link(json, "next", at + query.Next(Resource, last));
        json.WriteEndArray();
        if (page.Entries.Count > 0)
        {
            json.WriteStartArray("entry");
            foreach (var (position, document) in page.Entries)
            {
                json.WriteStartObject();
                json.WriteString("fullUrl", string.Create(CultureInfo.InvariantCulture, $"{at}{Resource}/{position}"));
                json.WritePropertyName("resource");
                json.WriteRawValue(document.Json, skipInputValidation: true);
                json.WriteStartObject("search");
                json.WriteString("mode", "match");
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private async Task Read(HttpContext http, string id)
    {
        if (reading.Reader(http) is not { } reader)
        {
            await Reading.Refuse(http);
            return;
        }

        if (!Answered.InJson(http, await Parameters(http)))
        {
            await Answered.Refuse(http);
            return;
        }

        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) position = -1;
        await archive.Published(position, http.RequestAborted);
        var record = archive.Read(position, out var erased);
        var document = record is null ? null : archive.Render(record);
        try
        {
            await reading.Record(http, reader, "read", $"GET /fhir/{Resource}/{position.ToString(CultureInfo.InvariantCulture)}", document is not null, document is null ? 0 : 1);
        }
        catch (IOException unwritten)
        {
            await Outcome.Write(http, 503, "no-store", unwritten.Message);
            return;
        }

        if (document is null) await Missing(http, record is not null, erased);
        else await Results.Bytes(document.Json, Json).ExecuteAsync(http);
    }

    private static Task Missing(HttpContext http, bool strange, bool erased) =>
        erased ? Outcome.Write(http, 410, "deleted", "The record that stood here was deleted, since its time was over or under a right to erasure; the journal proves that, and when.")
        : strange ? Outcome.Write(http, 404, "not-found", "What stands here is in the journal, but was not understood as an audit event.")
        : Outcome.Write(http, 404, "not-found", "No audit event stands at this position of the journal.");

    private static void Link(Utf8JsonWriter json, string relation, string url)
    {
        json.WriteStartObject();
        json.WriteString("relation", relation);
        json.WriteString("url", url);
        json.WriteEndObject();
    }

    private static string Base(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}/fhir/";
}
