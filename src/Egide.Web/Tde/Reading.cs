using System.Buffers;
using System.Text;
using System.Text.Json;
using Egide.Connectors.Live;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.Tde;

/// <summary>
/// Who may read the trail, and the record that somebody did: DICOM's 110101, Audit Log Used, taken in like any other record before
/// the answer goes out. What cannot be recorded is not shown. Programs alone: people ask who saw somebody with a reason and a second
/// person's agreement, and a browser's session must be no way round that.
/// </summary>
internal sealed class Reading(Station station, BearerToken token, TimeProvider clock)
{
    private const string Dicom = "http://dicom.nema.org/resources/ontology/DCM";
    private const string Program = "read-token";

    /// <summary>Who asks; null when it is nobody who may.</summary>
    public string? Reader(HttpContext http) => token.Shown(http.Request) ? Program : null;

    /// <summary>Refuses one who may not.</summary>
    public static Task Refuse(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Outcome.Write(http, 401, "login", "Show the token of the file read-token: Authorization: Bearer …");
    }

    /// <summary>Records a reading.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="reader">Who asked.</param>
    /// <param name="how"><c>read</c> or <c>search-type</c>.</param>
    /// <param name="query">What was asked, as FHIR's <c>entity.query</c> has it.</param>
    /// <param name="found">Whether there was anything to show.</param>
    /// <param name="shown">How many records are shown.</param>
    /// <exception cref="IOException">The disk refused: show nothing.</exception>
    public Task<Receipt> Record(HttpContext http, string reader, string how, string query, bool found, int shown) =>
        station.Intake.Take(new Delivery("egide", [Write(http.Connection.RemoteIpAddress?.ToString(), reader, how, query, found, shown)]), CancellationToken.None);

    private ReadOnlyMemory<byte> Write(string? address, string reader, string how, string query, bool found, int shown)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var resource = new Dictionary<string, object?>
        {
            ["resourceType"] = "AuditEvent",
            ["type"] = new { system = Dicom, code = "110101", display = "Audit Log Used" },
            ["subtype"] = new[] { new { system = "http://hl7.org/fhir/restful-interaction", code = how } },
            ["action"] = how == "read" ? "R" : "E",
            ["period"] = new { start = now },
            ["recorded"] = now,
            ["outcome"] = found ? "0" : "4",
            ["agent"] = new object[]
            {
                new Dictionary<string, object?>
                {
                    ["who"] = new { identifier = new { value = reader } }, ["name"] = reader, ["requestor"] = true,
                    ["network"] = address is null ? null : new { address, type = "2" },
                }.Where(part => part.Value is not null).ToDictionary(),
            },
            ["source"] = new { observer = new { display = "Égide" } },
            ["entity"] = new object[]
            {
                new { what = new { display = "AuditEvent" }, type = Of("audit-entity-type", "2"), role = Of("object-role", "13"), name = "Security Audit Log" },
                new { type = Of("audit-entity-type", "2"), role = Of("object-role", "24"), query = Convert.ToBase64String(Encoding.UTF8.GetBytes(query)), detail = new[] { new { type = "count", valueString = shown.ToString(System.Globalization.CultureInfo.InvariantCulture) } } },
            },
        };
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) JsonSerializer.Serialize(json, resource);
        return bytes.WrittenMemory;
    }

    private static object Of(string system, string code) => new { system = "http://terminology.hl7.org/CodeSystem/" + system, code };
}
