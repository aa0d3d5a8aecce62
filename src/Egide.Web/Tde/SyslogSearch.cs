using System.Text.Json;
using Egide.Observe;
using Egide.Web.Tde.Postings;
using Egide.Web.Tde.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web.Tde;

/// <summary>
/// ITI-82, Retrieve Syslog Event: the messages that came in by syslog, understood or not, as a JSON array. Bounded by <c>date</c>
/// (the header's time); by the header's fields, and by those of the DICOM message that the volet adds.
/// </summary>
internal sealed class SyslogSearch(TraceIndex index, TraceArchive archive, Reading reading, TimeProvider clock)
{
    private const int MostRead = 3_000;
    private static readonly HashSet<string> Known = new(["date", "recorded", "pri", "version", "hostname", "app-name", "procid", "msg-id", "msg", "eventID", "EventTypeCode", "Requestor", "Receiver"], StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/syslogsearch", Search);
        app.MapGet("/fhir/syslogsearch", Search);
    }

    private async Task Search(HttpContext http)
    {
        if (reading.Reader(http) is not { } reader)
        {
            await Reading.Refuse(http);
            return;
        }

        var parameters = await FhirTrace.Parameters(http);
        var now = Instant.From(clock.GetUtcNow());
        var tests = parameters.Where(p => p.Name is "date" or "recorded").Select(p => DateTest.Parse(p.Value, now)).ToList();
        var strange = parameters.Where(p => !Known.Contains(p.Name) && p.Name is not (SyslogPage.Counted or SyslogPage.Continued or "_format")).Select(p => p.Name).ToList();
        var (page, fault) = SyslogPage.Parse(parameters);
        if (tests.Count == 0 || tests.Contains(null)) await Outcome.Write(http, 400, "required", "A search of syslog messages is bounded in time: give date=ge… and date=le….");
        else if (strange.Count > 0) await Outcome.Write(http, 400, "not-supported", $"Not known here: {string.Join(", ", strange)}. Known are {string.Join(", ", Known)}.");
        else if (page is null) await Outcome.Write(http, 400, "invalid", fault!);
        else if (!index.IsWhole) await FhirTrace.Later(http);
        else await Answer(http, reader, parameters, [.. tests.OfType<DateTest>()], page);
    }

    private async Task Answer(HttpContext http, string reader, List<(string Name, string Value)> parameters, List<DateTest> tests, SyslogPage page)
    {
        List<SyslogMessage> messages;
        (long Time, long Position)? last;
        try
        {
            (messages, last) = Find(parameters, tests, page);
        }
        catch (DamagedIndexException damaged)
        {
            index.Doubt(damaged);
            await FhirTrace.Later(http);
            return;
        }

        try
        {
            await reading.Record(http, reader, "search-type", $"GET {http.Request.Path}{http.Request.QueryString}", true, messages.Count);
        }
        catch (IOException unwritten)
        {
            await Outcome.Write(http, 503, "no-store", unwritten.Message);
            return;
        }

        if (last is { } to)
        {
            var next = parameters.Where(p => p.Name != SyslogPage.Continued).Append((Name: SyslogPage.Continued, Value: SyslogPage.After(to)));
            http.Response.Headers.Link = $"<{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}?{string.Join('&', next.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"))}>; rel=\"next\"";
        }

        await Results.Text(JsonSerializer.Serialize(messages), "application/json; charset=utf-8").ExecuteAsync(http);
    }

    private (List<SyslogMessage> Messages, (long Time, long Position)? Last) Find(List<(string Name, string Value)> parameters, List<DateTest> tests, SyslogPage page)
    {
        var finder = new Finder(index.Runs, [[Keys.Syslog]], tests.Max(t => t.Bounds.Low), tests.Min(t => t.Bounds.High), long.MaxValue);
        var messages = new List<SyslogMessage>();
        var (read, last) = (0, page.From);
        foreach (var (time, position) in finder.Find(last))
        {
            if (messages.Count == page.Count || read == MostRead) return (messages, last);
            read++;
            last = (time, position);
            if (!tests.TrueForAll(test => test.Holds(new DateSpan(time, time)))) continue;
            if (archive.Read(position, out _) is { } record && SyslogMessage.Of(record.Payload) is { } message && parameters.TrueForAll(p => Matches(p.Name, p.Value, message, record))) messages.Add(message);
        }

        return (messages, null);
    }

    private bool Matches(string name, string value, SyslogMessage message, Egide.Connectors.Live.LiveEntry record) => name switch
    {
        "pri" => message.Pri == value,
        "version" => message.Version == value,
        "hostname" => message.Hostname.Equals(value, StringComparison.OrdinalIgnoreCase),
        "app-name" => message.AppName == value,
        "procid" => message.Procid == value,
        "msg-id" => message.MsgId == value,
        "msg" => message.Msg.Contains(value, StringComparison.OrdinalIgnoreCase),
        "eventID" => archive.Decoded(record, audit => audit?.Code == value),
        "EventTypeCode" => archive.Decoded(record, audit => audit?.Subtypes.Contains(value) == true),
        "Requestor" => archive.Decoded(record, audit => audit?.Agents.Any(agent => agent.Requestor == true && agent.UserId == value) == true),
        "Receiver" => archive.Decoded(record, audit => audit?.Agents.Any(agent => agent.Requestor == false && agent.UserId == value) == true),
        _ => true,
    };
}
