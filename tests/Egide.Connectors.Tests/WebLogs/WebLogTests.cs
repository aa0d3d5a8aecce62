using System.Text;
using Egide.Connectors.WebLogs;
using Egide.Observe;

namespace Egide.Connectors.Tests.WebLogs;

public class WebLogTests
{
    private readonly WebLogDecoder _decoder = new();
    private readonly AuditEvent _event = new();

    [Theory]
    [InlineData("""10.0.0.1 - mdupont [10/Oct/2026:13:55:36 +0200] "GET /fhir/Patient?family=A%20B HTTP/1.1" 200 2326""", "10.0.0.1", null, null, null)]
    [InlineData("""10.0.0.1 - mdupont [10/Oct/2026:13:55:36 +0200] "GET /fhir/Patient?family=A%20B HTTP/1.1" 200 2326 "https://ref/" "Mozilla/5.0 (X; \"Y\")" """, "10.0.0.1", "Mozilla/5.0 (X; \\\"Y\\\")", null, null)]
    [InlineData("""10.0.0.1 - mdupont [10/Oct/2026:13:55:36 +0200] "GET /fhir/Patient?family=A%20B HTTP/2.0" 200 2326 "-" "curl/8" "81.2.3.4, 10.0.0.7" 0.123 rt=0.2 0af7651916cd43dd8448eb211c80319c""", "81.2.3.4", "curl/8", "0af7651916cd43dd8448eb211c80319c", null)]
    [InlineData("""portail.fr:443 10.0.0.1 - mdupont [10/Oct/2026:13:55:36 +0200] "GET /fhir/Patient?family=A%20B HTTP/1.1" 200 2326 "-" "curl/8" request_id=9b2e""", "10.0.0.1", "curl/8", "9b2e", "portail.fr:443")]
    public void CommonAndCombined(string line, string address, string? agent, string? request, string? host)
    {
        Read(line);
        Assert.Equal((RecordFormat.WebLog, "GET", "/fhir/Patient?family=A%20B", 200, 2326L), (_event.Format, _event.Method, _event.Url, _event.Status, _event.ResponseBytes));
        Assert.Equal((address, agent, request, host), (_event.Address, _event.UserAgent, _event.RequestId, _event.SourceId));
        Assert.Equal(DateTimeOffset.Parse("2026-10-10T13:55:36+02:00"), _event.Occurred);
        Assert.Equal("mdupont", Assert.Single(_event.Agents).Name);
    }

    [Theory]
    [InlineData("""Feb  6 12:14:14 lb1 haproxy[14389]: 10.0.1.2:33317 [06/Feb/2026:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {81.1.1.1|Mozilla/5.0 (X) y|b7e1a2d4-9c3f-4e55-8a1b-0c2d3e4f5a6b} {} "GET /dossier/12 HTTP/1.1" """, "81.1.1.1", "lb1")]
    [InlineData("""2026-02-06T13:14:15+01:00 lb1 haproxy[14389]: 10.0.1.2:33317 [06/Feb/2026:13:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {10.9.9.9, 81.1.1.1|Mozilla/5.0 (X) y|b7e1a2d4-9c3f-4e55-8a1b-0c2d3e4f5a6b} {} "GET /dossier/12 HTTP/1.1" """, "81.1.1.1", "lb1")]
    [InlineData("""Feb  6 12:14:14 haproxy[9]: 10.0.1.2:33317 [06/Feb/2026:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 +2750 - - ---- 1/1/1/1/0 0/0 "GET /dossier/12 HTTP/1.1" """, "10.0.1.2", null)]
    [InlineData("""10.0.1.2:33317 [06/Feb/2026:12:14:14.655] http-in~ static/srv1 10/0/30/69/109 200 +2750 - - ---- 1/1/1/1/0 0/0 "GET /dossier/12 HTTP/1.1" """, "10.0.1.2", null)]
    public void Haproxy(string line, string address, string? host)
    {
        Read(line);
        Assert.Equal(("GET", "/dossier/12", 200, 2750L, address, host, "http-in"), (_event.Method, _event.Url, _event.Status, _event.ResponseBytes, _event.Address, _event.SourceId, _event.SourceSite));
        Assert.Equal(new DateTimeOffset(2026, 2, 6, 12, 14, 14, 655, TimeSpan.Zero), _event.Occurred);
        Assert.Equal(host is not null, _event.RequestId is not null && _event.UserAgent is not null);
    }

    [Theory]
    [InlineData("""{"time_iso8601":"2026-10-10T13:55:36+02:00","remote_addr":"10.0.0.1","remote_user":"m","request":"GET /a?b=c HTTP/1.1","status":"200","body_bytes_sent":"12","http_user_agent":"UA","request_id":"r1","host":"h"}""")]
    [InlineData("""{"ts":1791633336.0,"request":{"remote_ip":"10.0.0.1","method":"GET","uri":"/a?b=c","host":"h","headers":{"User-Agent":["UA"],"X-Request-Id":["r1"]}},"user_id":"m","status":200,"size":12}""")]
    [InlineData("""{"@timestamp":"2026-10-10T11:55:36Z","source":{"ip":"10.0.0.1"},"user":{"name":"m"},"http":{"request":{"method":"GET","id":"r1"},"response":{"status_code":200,"body":{"bytes":12}}},"url":{"path":"/a","query":"b=c","domain":"h"},"user_agent":{"original":"UA"}}""")]
    [InlineData("""2026-10-10T13:55:36+02:00 h nginx: {"time":"10/Oct/2026:13:55:36 +0200","client_ip":"10.9.9.9","x_forwarded_for":"10.0.0.1, 10.1.1.1","user":"m","method":"GET","path":"/a","query_string":"b=c","status_code":200,"bytes":12,"ua":"UA","req_id":"r1"}""")]
    public void Json(string line)
    {
        Read(line);
        Assert.Equal(("GET", "/a?b=c", 200, 12L, "10.0.0.1", "UA", "r1", "h"), (_event.Method, _event.Url, _event.Status, _event.ResponseBytes, _event.Address, _event.UserAgent, _event.RequestId, _event.SourceId));
        Assert.Equal(DateTimeOffset.Parse("2026-10-10T11:55:36Z"), _event.Occurred);
        Assert.Equal("m", Assert.Single(_event.Agents).Name);
    }

    [Theory]
    [InlineData("10.0.0.9", "10.9.9.9, 81.1.1.1", "81.1.1.1")]
    [InlineData("10.0.0.9", "203.0.113.9, 81.1.1.1, 10.0.0.8", "81.1.1.1")]
    [InlineData("10.0.0.9", "10.1.2.3, 10.0.0.8", "10.1.2.3")]
    [InlineData("10.0.0.9", "unknown", "10.0.0.9")]
    [InlineData("2001:db8::1", "fd00::5", "2001:db8::1")]
    [InlineData("81.2.2.2", "10.9.9.9", "81.2.2.2")]
    [InlineData("81.2.2.2", "10.9.9.9, 82.1.1.1", "82.1.1.1")]
    [InlineData("::1", "fe80::7", "fe80::7")]
    public void WhoComesFromOutsideCannotSayHeIsInside(string peer, string forwarded, string client)
    {
        Read($$"""{"time_iso8601":"2026-10-10T13:55:36+02:00","remote_addr":"{{peer}}","http_x_forwarded_for":"{{forwarded}}","request":"GET /a HTTP/1.1","status":"200"}""");
        Assert.Equal(client, _event.Address);
        Read($"""{peer} - - [10/Oct/2026:13:55:36 +0200] "GET /a HTTP/1.1" 200 12 "-" "UA" "{forwarded}" """);
        Assert.Equal(client, _event.Address);
    }

    [Fact]
    public void StaticResourcesArePages()
    {
        Read("""1.1.1.1 - - [10/Oct/2026:13:55:36 +0200] "GET /app/main.JS?v=1 HTTP/1.1" 304 0""");
        Assert.Equal(EventKind.Page, _event.Kind);
        Assert.Empty(_event.Agents);
        Read("""1.1.1.1 - - [10/Oct/2026:13:55:36 +0200] "\x16\x03" 400 0 "-" "-" """);
        Assert.Equal((400, null, "\\x16\\x03"), (_event.Status, _event.Method, _event.Url));
    }

    [Theory]
    [InlineData("[notice] Session granted for dwho by LDAP (1.1.1.1)")]
    [InlineData("{\"resourceType\":\"AuditEvent\",\"status\":1}")]
    [InlineData("10.0.0.1 - - [10/Oct/2026:13:55:36 +0200]")]
    [InlineData("plain text")]
    public void Others(string line) => Assert.Equal(DecodingKind.NotMine, _decoder.Decode(Encoding.UTF8.GetBytes(line), _event).Kind);

    private void Read(string line)
    {
        _event.Clear();
        Assert.Equal(Decoding.Event, _decoder.Decode(Encoding.UTF8.GetBytes(line), _event));
    }
}
