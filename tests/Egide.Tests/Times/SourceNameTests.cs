using Egide.Observe;

namespace Egide.Times;

public class SourceNameTests
{
    [Theory]
    [InlineData("a/access_log-20260901.gz", "a/access_log"), InlineData("a/access.log.1", "a/access.log"), InlineData("a/access.log.12.gz", "a/access.log")]
    [InlineData("a/audit-2026-09-01.ndjson", "a/audit.ndjson"), InlineData("x.zip!logs/keycloak.2026-09-01T10.log", "x.zip!logs/keycloak.log")]
    [InlineData("a/events_20260901_1530.json", "a/events.json"), InlineData("a/portal-42.log", "a/portal-42.log"), InlineData("a/20260901.gz", "a/20260901.gz")]
    [InlineData("a/INC-20269999.log", "a/INC-20269999.log"), InlineData("2026-09-01/a.log", "2026-09-01/a.log")]
    [InlineData("syslog/udp 127.0.7.3", "syslog/udp 127.0.7.3"), InlineData("chu-edge: syslog/tcp 10.1.2.34", "chu-edge: syslog/tcp 10.1.2.34"), InlineData("a/10.1.2.3.log.1", "a/10.1.2.3.log")]
    public void WhatARotationChangesIsLeftOut(string path, string name) => Assert.Equal(name, SourceName.OfFile(path));
}
