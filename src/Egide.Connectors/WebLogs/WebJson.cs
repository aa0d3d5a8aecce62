using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.WebLogs;

/// <summary>Access logs as JSON, with the key names that nginx, Apache, Caddy, Traefik and Elastic users give.</summary>
internal static class WebJson
{
    private enum Field : byte
    {
        Time, Address, Forwarded, User, Request, Method, Url, Query, Status, Bytes, UserAgent, RequestId, Host,
    }

    private static readonly Dictionary<string, Field> Keys = Map(
        (Field.Time, "time_iso8601 time_local @timestamp timestamp time msec ts date datetime StartUTC"),
        (Field.Address, "remote_addr remote_ip client_ip clientip client remote_host remoteAddr remoteIp ip ClientHost source.ip client.ip client.address source.address"),
        (Field.Forwarded, "http_x_forwarded_for x_forwarded_for xff X-Forwarded-For forwarded_for"),
        (Field.User, "remote_user user username auth_user user.name ClientUsername user_id"),
        (Field.Request, "request request_line"),
        (Field.Method, "request_method method verb http_method RequestMethod request.method"),
        (Field.Url, "request_uri uri url path RequestPath request.uri url.original url.path request_url"),
        (Field.Query, "args query_string query url.query"),
        (Field.Status, "status status_code response_code response response_status OriginStatus DownstreamStatus response.status_code"),
        (Field.Bytes, "body_bytes_sent bytes_sent bytes size response_size response_bytes bytes_out DownstreamContentSize body.bytes response.bytes"),
        (Field.UserAgent, "http_user_agent user_agent useragent agent ua User-Agent user_agent.original request_User-Agent"),
        (Field.RequestId, "request_id x_request_id req_id trace_id traceId http_x_request_id X-Request-Id requestId request.id trace.id"),
        (Field.Host, "host server_name http_host vhost server virtual_host RequestHost url.domain"));

    public static bool TryRead(ref JsonWalk walk, TextCache texts, AuditEvent into)
    {
        string? address = null, forwarded = null, user = null, request = null, query = null;
        while (walk.Next())
        {
            var known = walk.Depth > 1 ? Keys.TryGetValue(Dotted(walk.Parent, walk.Name), out var field) : Keys.TryGetValue(walk.Name, out field);
            // Header maps (Caddy): the name alone tells.
            if (!known && (walk.Depth < 2 || !Keys.TryGetValue(walk.Name, out field) || walk.NameAt(0) is not ("request" or "http"))) continue;
            switch (field)
            {
                case Field.Time when into.Occurred is null:
                    into.Occurred = walk.Time(out var zoneMissing);
                    into.ZoneMissing = zoneMissing;
                    break;
                case Field.Address: address ??= walk.Text(); break;
                case Field.Forwarded: forwarded ??= walk.Text(); break;
                case Field.User: user ??= walk.Text(); break;
                case Field.Request: request ??= walk.Text(); break;
                case Field.Method: into.Method ??= walk.Text(); break;
                case Field.Url: into.Url ??= walk.Text(); break;
                case Field.Query: query ??= walk.Text(); break;
                case Field.Status when into.Status == 0 && walk.Number() is >= 100 and < 600 and var status: into.Status = (int)status; break;
                case Field.Bytes when walk.Number() is >= 0 and < 1e15 and var bytes: into.ResponseBytes = (long)bytes; break;
                case Field.UserAgent: into.UserAgent ??= walk.Text(); break;
                case Field.RequestId: into.RequestId ??= walk.Text(); break;
                case Field.Host: into.SourceId ??= walk.Text(); break;
            }
        }

        if (request is not null) WebFields.SetRequest(into, System.Text.Encoding.UTF8.GetBytes(request), texts);
        if (into.Status == 0 || into.Url is null || into.Occurred is null) return false;
        if (!string.IsNullOrEmpty(query) && query != "-" && !into.Url.Contains('?', StringComparison.Ordinal)) into.Url += "?" + query;
        if (into.UserAgent is "-" or "") into.UserAgent = null;
        into.Address = (forwarded is null ? null : WebFields.Forwarded(System.Text.Encoding.UTF8.GetBytes(forwarded), address, texts)) ?? address;
        WebFields.SetUser(into, user);
        WebFields.Complete(into);
        return true;
    }

    // Few distinct names: joined once each.
    [ThreadStatic]
    private static Dictionary<(string, string), string>? _dotted;

    private static string Dotted(string parent, string name)
    {
        _dotted ??= [];
        if (_dotted.TryGetValue((parent, name), out var joined)) return joined;
        joined = parent + "." + name;
        if (_dotted.Count < 4096) _dotted.Add((parent, name), joined);
        return joined;
    }

    private static Dictionary<string, Field> Map(params ReadOnlySpan<(Field Field, string Names)> fields)
    {
        var map = new Dictionary<string, Field>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, names) in fields)
        {
            foreach (var name in names.Split(' ')) map.TryAdd(name, field);
        }

        return map;
    }
}
