using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Egide.Web;

/// <summary>Tells a FHIR client what went wrong: an OperationOutcome of one issue.</summary>
internal static class Outcome
{
    /// <param name="http">The exchange.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">FHIR's issue type: <c>invalid</c>, <c>login</c>, <c>not-found</c>…</param>
    /// <param name="diagnostics">What was tried, on what, what to do; no personal data.</param>
    public static Task Write(HttpContext http, int status, string code, string diagnostics)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/fhir+json; charset=utf-8";
        return http.Response.WriteAsync(JsonSerializer.Serialize(Of(code, diagnostics)), Encoding.UTF8);
    }

    /// <summary>The resource alone, for an entry of a Bundle.</summary>
    public static object Of(string code, string diagnostics) => new { resourceType = "OperationOutcome", issue = new[] { new { severity = "error", code, diagnostics } } };
}
