using System.Globalization;
using System.Text.Json;
using Egide.Observe;
using Egide.Observe.Imputation;

namespace Egide.Connectors.Fhir;

/// <summary>Writes <c>entity</c>: what the record names, and the HTTP exchange when the record is a line about one.</summary>
internal static class EntityWriter
{
    private const string Resources = "http://hl7.org/fhir/resource-types";

    public static void Write(Utf8JsonWriter json, AuditEvent audit)
    {
        var exchange = Exchange(audit);
        if (audit.Entities.Count == 0 && audit.Url is null && exchange.Count == 0) return;
        json.WriteStartArray("entity");
        foreach (var entity in audit.Entities) Write(json, audit, entity);
        if (audit.Url is not null || exchange.Count > 0) Write(json, audit, exchange);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, AuditEvent audit, Entity entity)
    {
        json.WriteStartObject();
        // R4 takes a name or a query, not both: the name then says what is referred to.
        var named = !string.IsNullOrWhiteSpace(entity.Name);
        var asked = !string.IsNullOrEmpty(entity.Query);
        What(json, audit, entity, string.IsNullOrWhiteSpace(entity.Display) && named && asked ? entity.Name : entity.Display);
        Coding(json, "type", entity.Type, Coded.Objects);
        Coding(json, "role", entity.Role, Coded.Roles);
        Coding(json, "lifecycle", entity.Lifecycle, "http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle");
        Labels(json, entity);
        if (named && !asked) json.WriteText("name", entity.Name!);
        if (asked) json.WriteBinary("query", entity.Query!);
        Details(json, entity.Details);
        json.WriteEndObject();
    }

    private static void What(Utf8JsonWriter json, AuditEvent audit, Entity entity, string? display)
    {
        var reference = Coded.IsReference(entity.Reference) ? entity.Reference : null;
        if (reference is null && string.IsNullOrWhiteSpace(display)) display = entity.Reference;
        var (system, value) = Identifier(audit, entity);
        if (reference is null && string.IsNullOrWhiteSpace(value) && string.IsNullOrWhiteSpace(display)) return;
        json.WriteStartObject("what");
        if (reference is not null) json.WriteText("reference", reference);
        if (!string.IsNullOrWhiteSpace(value)) Coded.Identifier(json, system, value);
        if (!string.IsNullOrWhiteSpace(display)) json.WriteText("display", display);
        json.WriteEndObject();
    }

    // DICOM writes one patient as HL7 v2 CX, which names who gave the number out; a list of several stays as it is.
    private static (string? System, string? Value) Identifier(AuditEvent audit, Entity entity)
    {
        if (audit.Format != RecordFormat.Dicom || entity.Identifier is null) return (entity.System, entity.Identifier);
        if (!entity.Identifier.Contains('^', StringComparison.Ordinal)) return (null, entity.Identifier);
        var parts = new List<(string? System, string Value)>();
        Subjects.SplitCx(entity.Identifier, parts);
        return parts.Count == 1 ? parts[0] : (null, entity.Identifier);
    }

    private static void Coding(Utf8JsonWriter json, string name, string? code, string digits)
    {
        if (!Coded.IsCode(code)) return;
        json.WritePropertyName(name);
        if (code.All(char.IsAsciiDigit)) Coded.Coding(json, digits, code);
        else if (name == "type" && code.All(char.IsAsciiLetter)) Coded.Coding(json, Resources, code);
        else Coded.Coding(json, code);
    }

    private static void Labels(Utf8JsonWriter json, Entity entity) => AuditEventWriter.Array(json, "securityLabel", entity.Labels, Coded.Coding);

    private static void Details(Utf8JsonWriter json, List<KeyValuePair<string, string>> details)
    {
        if (!details.Exists(detail => !string.IsNullOrWhiteSpace(detail.Value))) return;
        json.WriteStartArray("detail");
        foreach (var (type, value) in details)
        {
            if (string.IsNullOrWhiteSpace(value)) continue;
            json.WriteStartObject();
            json.WriteText("type", string.IsNullOrWhiteSpace(type) ? "unknown" : type);
            json.WriteText("valueString", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, AuditEvent audit, List<KeyValuePair<string, string>> exchange)
    {
        json.WriteStartObject();
        Coding(json, "type", "2", Coded.Objects);
        if (audit.Url is { Length: > 0 } url)
        {
            Coding(json, "role", "24", Coded.Roles);
            json.WriteBinary("query", audit.Method is null ? url : $"{audit.Method} {url}");
        }

        Details(json, exchange);
        json.WriteEndObject();
    }

    private static List<KeyValuePair<string, string>> Exchange(AuditEvent audit)
    {
        var facts = new List<KeyValuePair<string, string>>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) facts.Add(new(name, value));
        }

        // An event of FHIR or DICOM holds these in its own entities already.
        if (audit.Format is RecordFormat.FhirR4 or RecordFormat.FhirR5 or RecordFormat.FhirDstu2 or RecordFormat.Dicom) return facts;
        Add("identity-provider", audit.IdentityProvider);
        Add("session", audit.SessionId);
        Add("request-id", audit.RequestId);
        Add("user-agent", audit.UserAgent);
        if (audit.Status > 0) Add("status", audit.Status.ToString(CultureInfo.InvariantCulture));
        if (audit.ResponseBytes >= 0) Add("response-bytes", audit.ResponseBytes.ToString(CultureInfo.InvariantCulture));
        if (audit.ResultCount >= 0) Add("result-count", audit.ResultCount.ToString(CultureInfo.InvariantCulture));
        return facts;
    }
}
