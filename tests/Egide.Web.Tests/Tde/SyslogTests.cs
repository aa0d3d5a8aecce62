using System.Net;
using System.Text.Json.Nodes;

namespace Egide.Web.Tests.Tde;

/// <summary>ITI-82.</summary>
public sealed class SyslogTests(Served served)
{
    [Theory]
    [InlineData(2, "")]
    [InlineData(1, "&hostname=REG.example")]
    [InlineData(1, "&msg-id=IHE%2BRFC-3881&app-name=xds&procid=4242&pri=85&version=1")]
    [InlineData(0, "&pri=110")]
    [InlineData(1, "&msg=anybody")]
    [InlineData(1, "&eventID=110112&EventTypeCode=ITI-18")]
    [InlineData(1, "&Requestor=u-42&Receiver=registry")]
    [InlineData(0, "&Requestor=registry")]
    [InlineData(1, "&date=gt2025-02-01")]
    public async Task Finds_messages_understood_or_not(int expected, string more)
    {
        var messages = JsonNode.Parse(await served.Http.GetStringAsync(new Uri("/syslogsearch?date=ge2025-02-01&date=le2025-02-02" + more, UriKind.Relative), TestContext.Current.CancellationToken))!.AsArray();
        Assert.Equal(expected, messages.Count);
    }

    [Fact]
    public async Task Shows_the_header_and_the_message_whole()
    {
        var messages = JsonNode.Parse(await served.Http.GetStringAsync(new Uri("/fhir/syslogsearch?date=2025-02-01", UriKind.Relative), TestContext.Current.CancellationToken))!.AsArray();
        var message = Assert.Single(messages)!;
        string[] names = ["Pri", "Version", "Timestamp", "Hostname", "App-name", "Procid", "Msg-id", "Structured-data"];
        Assert.Equal(["85", "1", "2025-02-01T10:00:00Z", "reg.example", "xds", "4242", "IHE+RFC-3881", "[meta sequenceId=\"29\"]"], names.Select(name => message[name]!.GetValue<string>()));
        Assert.Equal(Samples.Dicom("p-1", "2025-02-01T09:59:00Z"), message["Msg"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_volets_own_sample_is_found()
    {
        if (SharedFolder.Vector("ans-tde", "TDE_Flux01-VersionSyslog.xml") is not { } file)
        {
            Assert.Skip("The published vectors are not here.");
            return;
        }

        await served.Bring("syslog/udp 10.1.2.4", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var messages = JsonNode.Parse(await served.Http.GetStringAsync(new Uri("/syslogsearch?date=2021-02-05T02:28&eventID=110110&Receiver=Anonymous", UriKind.Relative), TestContext.Current.CancellationToken))!.AsArray();
        Assert.Equal(("110", "TEST-WEB"), (Assert.Single(messages)!["Pri"]!.GetValue<string>(), messages[0]!["Hostname"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Pages_are_linked()
    {
        using var first = await served.Http.GetAsync(new Uri("/syslogsearch?date=ge2025-02-01&date=le2025-02-02&_count=1", UriKind.Relative), TestContext.Current.CancellationToken);
        var link = first.Headers.GetValues("Link").Single();
        var messages = JsonNode.Parse(await served.Http.GetStringAsync(new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)]), TestContext.Current.CancellationToken))!.AsArray();
        Assert.Equal("reg.example", Assert.Single(messages)!["Hostname"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/syslogsearch"), InlineData("/syslogsearch?date=once"), InlineData("/syslogsearch?date=2025&colour=blue")]
    [InlineData("/syslogsearch?date=2025&_count=0"), InlineData("/syslogsearch?date=2025&_count=x"), InlineData("/syslogsearch?date=2025&_page=zz"), InlineData("/syslogsearch?date=2025&_page=1-")]
    public async Task Without_bounds_in_time_or_with_what_it_does_not_know_it_refuses(string path)
    {
        using var answer = await served.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
