using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Egide.Connectors.Fhir;
using Egide.Connectors.Live;
using Egide.Connectors.Mapped;
using Egide.Observe;
using Egide.Web.Tde.Search;

namespace Egide.Web.Tde.Records;

/// <summary>
/// Makes R4 AuditEvents of records: one that came as R4 JSON stays as it came, but for its id; all others are written from what was
/// decoded of them. One thread at a time.
/// </summary>
internal sealed class Renderer(IReadOnlyList<Mapping> mappings, OriginNames names)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private readonly RecordDecoder _decoder = new(mappings);
    private readonly AuditEvent _audit = new();
    private readonly ArrayBufferWriter<byte> _written = new(4096);

    /// <summary>Decodes a record; null when it is no event.</summary>
    public AuditEvent? Decode(LiveEntry record) =>
        _decoder.Decode(names[record.Number], Instant.ToDateTimeOffset(record.Received), record.Payload, _audit).Kind == DecodingKind.Event ? _audit : null;

    /// <summary>The resource; null when the record is no event.</summary>
    public TraceDocument? Render(LiveEntry record)
    {
        if (Decode(record) is not { } audit) return null;
        using var own = Own(record, audit);
        if (own is null) return Written(record, audit);
        _written.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_written)) Copy(own.RootElement, record.Position, json);
        return new TraceDocument(_written.WrittenSpan.ToArray(), Search.Facets.Of(own.RootElement));
    }

    /// <summary>What the resource can be searched by; null when the record is no event.</summary>
    public List<Facet>? Facets(LiveEntry record)
    {
        if (Decode(record) is not { } audit) return null;
        using var own = Own(record, audit);
        return own is null ? Written(record, audit).Facets : Search.Facets.Of(own.RootElement);
    }

    private TraceDocument Written(LiveEntry record, AuditEvent audit)
    {
        _written.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_written)) AuditEventWriter.Write(audit, record.Position, Instant.ToDateTimeOffset(record.Received), names[record.Number], json);
        var bytes = _written.WrittenSpan.ToArray();
        using var document = JsonDocument.Parse(bytes);
        return new TraceDocument(bytes, Search.Facets.Of(document.RootElement));
    }

    // The record itself when it is R4's JSON: XML is another form, and STU3 names its source and its agents in other elements.
    private static JsonDocument? Own(LiveEntry record, AuditEvent audit)
    {
        if (audit.Format != RecordFormat.FhirR4 || audit.Syslog is not null) return null;
        var text = record.Payload.AsMemory();
        if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
        text = text.Trim(" \t\r\n,\0\u001E"u8);
        if (text.IsEmpty || text.Span[0] == '<') return null;
        try
        {
            var document = JsonDocument.Parse(text, Lenient);
            if (IsR4(document.RootElement)) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // What the decoder passes over, and this reader does not, is written anew.
        }

        return null;
    }

    private static void Copy(JsonElement resource, long position, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "AuditEvent");
        json.WriteString("id", position.ToString(CultureInfo.InvariantCulture));
        foreach (var property in resource.EnumerateObject())
            if (property.Name is not ("resourceType" or "id" or "_id")) property.WriteTo(json);
        json.WriteEndObject();
    }

    private static bool IsR4(JsonElement resource)
    {
        if (resource.ValueKind != JsonValueKind.Object || Has(resource, "source", "identifier")) return false;
        foreach (var name in new[] { "agent", "entity" })
        {
            if (!resource.TryGetProperty(name, out var all) || all.ValueKind != JsonValueKind.Array) continue;
            foreach (var one in all.EnumerateArray())
                if (one.ValueKind != JsonValueKind.Object || one.TryGetProperty("reference", out _) || one.TryGetProperty("userId", out _) || one.TryGetProperty("identifier", out _)) return false;
        }

        return true;
    }

    private static bool Has(JsonElement parent, string name, string child) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty(child, out _);
}
