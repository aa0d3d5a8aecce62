using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Egide.Web.Tde;

/// <summary>Whether a client can read what is answered here: FHIR in JSON, and nothing else.</summary>
internal static class Answered
{
    private const string Format = "_format";
    private static readonly MediaTypeHeaderValue[] Json = [new("application/fhir+json"), new("application/json"), new("text/json")];

    /// <summary>Whether JSON will do: as <c>_format</c> says, which a client may give where it cannot set headers; else as <c>Accept</c> does.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="parameters">Names and values, in the client's order.</param>
    public static bool InJson(HttpContext http, List<(string Name, string Value)> parameters)
    {
        var formats = parameters.Where(p => p.Name == Format && p.Value.Length > 0).Select(p => p.Value).ToList();
        if (formats.Count > 0) return formats.TrueForAll(IsJson);
        var accepted = http.Request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(range => range.Quality != 0 && Json.Any(json => Covers(range, json)));
    }

    /// <summary>Tells one who wants another format that there is none.</summary>
    /// <param name="http">The exchange.</param>
    public static Task Refuse(HttpContext http) =>
        Outcome.Write(http, StatusCodes.Status406NotAcceptable, "not-supported", "Answers here are FHIR in JSON: ask for application/fhir+json, or leave out _format and Accept.");

    // In an address, "+" that is not written %2B means a space.
    private static bool IsJson(string format) => format == "json" || (MediaTypeHeaderValue.TryParse(format.Replace("fhir json", "fhir+json", StringComparison.Ordinal), out var type) && Json.Any(json => Covers(type, json)));

    // Parameters such as fhirVersion or charset narrow nothing that is answered here.
    private static bool Covers(MediaTypeHeaderValue range, MediaTypeHeaderValue json) =>
        range.MatchesAllTypes || (range.Type.Equals(json.Type, StringComparison.OrdinalIgnoreCase) && (range.MatchesAllSubTypes || range.SubType.Equals(json.SubType, StringComparison.OrdinalIgnoreCase)));
}
