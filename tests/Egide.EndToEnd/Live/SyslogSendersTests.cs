using System.Net;
using Egide.Connectors.Atna;
using Egide.Connectors.Tests.Live;

namespace Egide.EndToEnd.Live;

/// <summary>Real senders: Debian's rsyslog over mutual TLS, util-linux's logger over TCP and UDP.</summary>
public sealed class SyslogSendersTests : IAsyncDisposable
{
    /// <summary>
    /// What rsyslog was writing when its connection ended may be lost to it, or sent again: syslog over TLS has no acknowledgement
    /// (seen with 8.2302: none to five lost, none or one repeated).
    /// </summary>
    private const int Unsure = 16;
    private readonly LiveJournal _journal = new();
    private readonly TestAuthority _authority;

    public SyslogSendersTests() => _authority = new TestAuthority(_journal.Folder.Path, "ours");

    public async ValueTask DisposeAsync()
    {
        _authority.Dispose();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task RsyslogsQueueComesInOverMutualTlsWhenTheListenerIsBack()
    {
        SkipWithout("/usr/sbin/rsyslogd");
        var first = Tls(new IPEndPoint(IPAddress.Loopback, 0));
        var stop = _journal.Start(first);
        var at = await first.Listening;
        using var rsyslog = new Rsyslog(_journal.Folder, at, _authority.File, _authority.Give("dpi-1", TestAuthority.ClientUse));
        await rsyslog.Start();
        await rsyslog.Log(0, 3000);
        await LiveJournal.Until(first, "records", 3000);
        Assert.Equal(0, first.State.Counts.GetValueOrDefault("handshake_failed"));

        await stop();
        await rsyslog.Log(3000, 4000);
        Assert.NotEmpty(rsyslog.QueueFiles());
        var second = Tls(at);
        stop = _journal.Start(second);
        await LiveJournal.Until(second, "records", 4000 - Unsure);
        await stop();
        var numbers = await _journal.Numbers();
        AssertAllBut(Unsure, 7000, numbers);
        // Over the connection that nobody broke, each is there exactly once.
        Assert.Equal(Enumerable.Range(0, 3000), numbers.Where(n => n < 3000));
    }

    [Fact]
    public async Task RsyslogGoesOnThroughAStopWhileItSends()
    {
        SkipWithout("/usr/sbin/rsyslogd");
        var listener = Tls(new IPEndPoint(IPAddress.Loopback, 0));
        var stop = _journal.Start(listener);
        var at = await listener.Listening;
        using var rsyslog = new Rsyslog(_journal.Folder, at, _authority.File, _authority.Give("dpi-1", TestAuthority.ClientUse));
        await rsyslog.Start();
        var logging = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++) await rsyslog.Log(i * 500, 500);
        }, TestContext.Current.CancellationToken);
        await LiveJournal.Until(listener, "records", 1000);
        await stop();
        var second = Tls(at);
        stop = _journal.Start(second);
        await logging;
        await LiveJournal.Until(second, "records", 10_000 - Unsure - listener.State.Counts["records"]);
        await stop();
        AssertAllBut(Unsure, 10_000, await _journal.Numbers());
    }

    [Fact]
    public async Task RsyslogWithAnotherAuthoritysCertificateGetsNothingIn()
    {
        SkipWithout("/usr/sbin/rsyslogd");
        using var theirs = new TestAuthority(_journal.Folder.Path, "theirs");
        var listener = Tls(new IPEndPoint(IPAddress.Loopback, 0));
        var stop = _journal.Start(listener);
        using var rsyslog = new Rsyslog(_journal.Folder, await listener.Listening, _authority.File, theirs.Give("dpi-1", TestAuthority.ClientUse));
        await rsyslog.Start();
        await rsyslog.Log(0, 10);
        await LiveJournal.Until(listener, "handshake_failed", 1);
        await stop();
        Assert.Empty(await _journal.Records());
    }

    [Theory]
    [InlineData("--octet-count"), InlineData(null)]
    public async Task LoggerOverTcp(string? framing)
    {
        SkipWithout("/usr/bin/logger");
        var listener = new SyslogListener(new IPEndPoint(IPAddress.Loopback, 0), null, new SyslogLimits(), TimeProvider.System);
        var stop = _journal.Start(listener);
        await Send(await listener.Listening, framing is null ? ["--tcp"] : ["--tcp", framing]);
        await LiveJournal.Until(listener, "records", 300);
        await stop();
        Assert.Equal(Enumerable.Range(0, 300), await _journal.Numbers());
    }

    [Fact]
    public async Task LoggerOverUdp()
    {
        SkipWithout("/usr/bin/logger");
        var listener = new SyslogUdp(new IPEndPoint(IPAddress.Loopback, 0), new SyslogLimits(), TimeProvider.System);
        var stop = _journal.Start(listener);
        await Send(await listener.Listening, ["--udp"]);
        await LiveJournal.Until(listener, "records", 300);
        await stop();
        Assert.Equal(Enumerable.Range(0, 300), await _journal.Numbers());
    }

    private async Task Send(IPEndPoint to, string[] how)
    {
        await File.WriteAllLinesAsync(_journal.Folder["lines"], Enumerable.Range(0, 300).Select(i => $"message {i}"));
        await Logger.Run(["--server", $"{to.Address}", "--port", $"{to.Port}", "--tag", "dpi", "--file", _journal.Folder["lines"], .. how]);
    }

    private SyslogListener Tls(IPEndPoint at)
    {
        var (certificate, key) = _authority.Give("egide", TestAuthority.ServerUse);
        return new SyslogListener(at, new SyslogTls(certificate, key, _authority.File), new SyslogLimits(), TimeProvider.System);
    }

    private static void AssertAllBut(int unsure, int sent, List<int> numbers)
    {
        var distinct = numbers.Distinct().Count();
        Assert.InRange(sent - distinct, 0, unsure);
        Assert.InRange(numbers.Count - distinct, 0, unsure);
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent - distinct} lost, {numbers.Count - distinct} repeated of {sent}");
    }

    private static void SkipWithout(string program)
    {
        if (!File.Exists(program)) Assert.Skip($"No {program}.");
    }
}
