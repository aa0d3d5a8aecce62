using System.Globalization;
using System.Text.Json;

namespace Egide.Simulator.Tests;

/// <summary>The portals' requests as an outsider puts them together: the web front's line, and the audit event's session by the request's id.</summary>
internal sealed class OutsideTrail
{
    public sealed record Request(string Id, string Host, string Url, DateTimeOffset At, string Session, int Total);

    public OutsideTrail(string root)
    {
        var events = new Dictionary<string, (DateTimeOffset At, string Session, int Total)>();
        foreach (var (_, line) in RegionFolder.Lines(root, "/audit/"))
        {
            using var json = JsonDocument.Parse(line);
            var id = json.RootElement.GetProperty("entity").EnumerateArray().Last().GetProperty("what").GetProperty("identifier").GetProperty("value").GetString()!;
            var total = json.RootElement.GetProperty("entity").EnumerateArray().Where(e => e.TryGetProperty("detail", out _))
                .Select(e => int.Parse(e.GetProperty("detail")[0].GetProperty("valueString").GetString()!, CultureInfo.InvariantCulture)).FirstOrDefault(-1);
            events[id] = (json.RootElement.GetProperty("recorded").GetDateTimeOffset(), json.RootElement.GetProperty("agent")[2].GetProperty("policy")[0].GetString()!, total);
        }
        foreach (var (_, line) in RegionFolder.Lines(root, "/nginx/"))
        {
            using var json = JsonDocument.Parse(line);
            var url = json.RootElement.GetProperty("request_uri").GetString()!;
            var id = json.RootElement.GetProperty("request_id").GetString()!;
            if (!url.StartsWith("/fhir", StringComparison.Ordinal))
                continue;
            Times[id] = DateTimeOffset.Parse(json.RootElement.GetProperty("time_iso8601").GetString()!, CultureInfo.InvariantCulture);
            if (events.TryGetValue(id, out var audit))
                Requests.Add(new(id, json.RootElement.GetProperty("host").GetString()!, url, audit.At, audit.Session, audit.Total));
        }
        Requests.Sort((x, y) => x.At.CompareTo(y.At));
        Recorded = events.ToDictionary(e => e.Key, e => e.Value.At);
    }

    /// <summary>In the order of their time.</summary>
    public List<Request> Requests { get; } = [];

    /// <summary>The web front's time of each request.</summary>
    public Dictionary<string, DateTimeOffset> Times { get; } = [];

    /// <summary>The audit event's time of each request.</summary>
    public Dictionary<string, DateTimeOffset> Recorded { get; }

    /// <summary>Each demographic search and the one that says what is asked: itself, or, behind a handle, the session's last one before.</summary>
    public IEnumerable<(Request Request, Request First)> Searches()
    {
        var last = new Dictionary<string, Request>();
        foreach (var request in Requests)
        {
            if (request.Url.StartsWith("/fhir/Patient?", StringComparison.Ordinal))
                last[request.Session] = request;
            else if (!request.Url.Contains("_getpages=", StringComparison.Ordinal))
                continue;
            yield return (request, last[request.Session]);
        }
    }

    /// <summary>Each demographic search with what it was answered, as of its instant or, when <paramref name="late"/>, as of that one.</summary>
    public IEnumerable<(Request Request, List<OutsideRegister.Row> Answer)> Replay(OutsideRegister register, Func<Request, bool> which, DateTimeOffset? late = null)
    {
        foreach (var (request, first) in Searches().Where(s => which(s.Request)))
        {
            int? offset = request == first ? null : int.Parse(request.Url.Split("_getpagesoffset=")[1].Split('&')[0], CultureInfo.InvariantCulture);
            yield return (request, register.Answer(request.Host, first.Url, late ?? first.At, offset));
        }
    }
}
