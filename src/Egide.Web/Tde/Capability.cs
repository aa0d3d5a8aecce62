using System.Text.Json.Nodes;
using Egide.Web.Tde.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.Tde;

/// <summary>What this server can do in FHIR: the trace manager of the CI-SIS volet, and R4's searches. Open to all, as FHIR wants it.</summary>
internal static class Capability
{
    private const string Volet = "https://interop.esante.gouv.fr/ig/fhir/tde/";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/fhir/metadata", (HttpContext http) => Results.Text(Statement($"{http.Request.Scheme}://{http.Request.Host}/fhir").ToJsonString(), FhirTrace.Json));

    private static JsonObject Statement(string url) => new()
    {
        ["resourceType"] = "CapabilityStatement", ["status"] = "active", ["date"] = "2026-11-24", ["kind"] = "instance",
        ["instantiates"] = new JsonArray(Volet + "CapabilityStatement/TdEGestionnaire"),
        ["software"] = new JsonObject { ["name"] = "Égide", ["version"] = typeof(Capability).Assembly.GetName().Version?.ToString(3) ?? "0" },
        ["implementation"] = new JsonObject { ["description"] = "Égide, gestionnaire de traces", ["url"] = url },
        ["fhirVersion"] = "4.0.1", ["format"] = new JsonArray("application/fhir+json"),
        ["implementationGuide"] = new JsonArray("https://interop.esante.gouv.fr/ig/fhir/tde"),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["security"] = new JsonObject { ["cors"] = false, ["description"] = "Session of the console (analyst, data-protection officer, auditor) or bearer token. Each read and search is itself recorded (DICOM 110101)." },
            ["resource"] = new JsonArray(AuditEvent()),
            ["interaction"] = new JsonArray(Code("batch"), Code("transaction")),
        }),
    };

    private static JsonObject AuditEvent() => new()
    {
        ["type"] = "AuditEvent", ["supportedProfile"] = new JsonArray(Volet + "StructureDefinition/tde-auditevent"),
        ["interaction"] = new JsonArray(Code("read"), Code("create"), Code("search-type")),
        ["versioning"] = "no-version", ["updateCreate"] = false,
        ["searchParam"] = new JsonArray([.. Parameters.All.Where(parameter => parameter.Key != "_id").Select(parameter => Parameter(parameter.Key, parameter.Value)), Parameter("_id", ParameterKind.Token)]),
    };

    private static JsonObject Parameter(string name, ParameterKind kind)
    {
        var parameter = new JsonObject { ["name"] = name };
        if (name == Parameters.PeriodStart) parameter["definition"] = Volet + "SearchParameter/TDE-AuditEvent-period-start";
        else if (name == "_id") parameter["definition"] = "http://hl7.org/fhir/SearchParameter/Resource-id";
        else if (kind != ParameterKind.Identifier) parameter["definition"] = "http://hl7.org/fhir/SearchParameter/AuditEvent-" + name;
        parameter["type"] = Parameters.TypeOf(kind);
        if (kind == ParameterKind.Identifier) parameter["documentation"] = "Identifier by which the AuditEvent itself names whom or what it refers to.";
        return parameter;
    }

    private static JsonObject Code(string code) => new JsonObject { ["code"] = code };
}
