using System.Diagnostics;
using System.Net;
using Egide.Connectors.Atna;

namespace Egide.Connectors.Tests.Live;

public sealed class SyslogListenerTests : IAsyncDisposable
{
    private static readonly IPEndPoint Free = new(IPAddress.Loopback, 0);
    private readonly LiveFixture _live = new();

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    [Fact]
    public async Task Both_framings_are_recognised_for_each_connection()
    {
        var (listener, at) = await Tcp(new SyslogLimits());
        using (var counted = await SyslogClient.Tcp(at))
        using (var lines = await SyslogClient.Tcp(at))
        {
            await counted.Send(SyslogClient.Counted(SyslogClient.Message(1)) + SyslogClient.Counted(SyslogClient.Message(2)));
            await lines.Send(SyslogClient.Message(3) + "\n" + SyslogClient.Message(4));
        }

        await LiveFixture.Until(listener, "records", 4);
        Assert.Equal([1, 2, 3, 4], await Numbers());
        Assert.Equal(["{\"number\":0,\"name\":\"syslog/tcp 127.0.0.1\"}"], _live.Origins());
        Assert.Equal((2, 2, 1), (LiveFixture.Count(listener, "connections"), LiveFixture.Count(listener, "closed"), LiveFixture.Count(listener, "unterminated")));
    }

    [Fact]
    public async Task A_line_without_an_end_is_taken_when_nothing_follows()
    {
        var (listener, at) = await Tcp(new SyslogLimits { Quiet = TimeSpan.FromMilliseconds(200) });
        using var client = await SyslogClient.Tcp(at);
        await client.Send(SyslogClient.Message(1));
        await LiveFixture.Until(listener, "records", 1);
        await client.Send(SyslogClient.Message(2) + "\n");
        await LiveFixture.Until(listener, "records", 2);
        Assert.Equal([1, 2], await Numbers());
    }

    [Fact]
    public async Task One_who_drips_a_counted_message_is_cut_off_and_the_others_go_on()
    {
        var (listener, at) = await Tcp(new SyslogLimits { Message = TimeSpan.FromMilliseconds(500) });
        using var slow = await SyslogClient.Tcp(at);
        using var other = await SyslogClient.Tcp(at);
        await slow.Send("500 <34>1 drip");
        await other.Send(SyslogClient.Counted(SyslogClient.Message(1)));
        Assert.True(await slow.IsEnded());
        await other.Send(SyslogClient.Counted(SyslogClient.Message(2)));
        await LiveFixture.Until(listener, "records", 3);
        Assert.Equal(1, LiveFixture.Count(listener, "truncated"));
        Assert.Contains("500 <34>1 drip", await _live.Records());
    }

    [Fact]
    public async Task What_a_connection_cut_within_a_message_had_brought_is_kept_and_not_understood()
    {
        var (listener, at) = await Tcp(new SyslogLimits());
        var whole = SyslogClient.Message(1);
        using (var cut = await SyslogClient.Tcp(at)) await cut.Send(SyslogClient.Counted(whole) + SyslogClient.Counted(whole)[..^5]);
        await LiveFixture.Until(listener, "records", 2);
        Assert.Equal(1, LiveFixture.Count(listener, "truncated"));
        var records = await _live.Records();
        Assert.Equal(SyslogClient.Counted(whole)[..^5], records[1]);
        var recognition = Egide.Connectors.Files.Decoders.Of([]);
        Assert.Equal(Egide.Observe.UnreadCode.Incomplete, recognition.Decode(System.Text.Encoding.UTF8.GetBytes(records[1]), new Egide.Observe.AuditEvent()).Code);
    }

    [Fact]
    public async Task Messages_up_to_the_limit_come_whole_and_longer_ones_to_the_limit()
    {
        var (listener, at) = await Tcp(new SyslogLimits());
        using var client = await SyslogClient.Tcp(at);
        var start = SyslogClient.Message(1) + " ";
        await client.Send(SyslogClient.Counted(start + new string('a', (1 << 20) - start.Length)) + SyslogClient.Counted(start + new string('b', 3 << 20)) + SyslogClient.Counted(SyslogClient.Message(2)));
        await LiveFixture.Until(listener, "records", 3);
        Assert.Equal(1, LiveFixture.Count(listener, "oversize"));
        var records = await _live.Records();
        Assert.Equal([1 << 20, 1 << 20, SyslogClient.Message(2).Length], records.Select(r => r.Length));
    }

    [Fact]
    public async Task Garbage_again_and_again_is_counted_and_the_others_go_on()
    {
        var (listener, at) = await Tcp(new SyslogLimits());
        using var other = await SyslogClient.Tcp(at);
        for (var i = 0; i < 50; i++)
        {
            using var noise = await SyslogClient.Tcp(at);
            await noise.Send(Enumerable.Range(0, 5000).Select(n => (byte)(n * 7 * (i + 1))).ToArray());
            await other.Send(SyslogClient.Counted(SyslogClient.Message(i)));
        }

        await LiveFixture.Until(listener, "records", 50);
        await LiveFixture.Until(listener, "garbage", 50);
        Assert.Equal(Enumerable.Range(0, 50), await Numbers());
    }

    [Fact]
    public async Task Places_run_out_and_idle_ones_are_given_to_others()
    {
        var (listener, at) = await Tcp(new SyslogLimits { Connections = 3, ConnectionsPerAddress = 3, Idle = TimeSpan.FromSeconds(1.5) });
        using var first = await SyslogClient.Tcp(at);
        using var second = await SyslogClient.Tcp(at);
        using var third = await SyslogClient.Tcp(at);
        await LiveFixture.Until(listener, "connections", 3);
        using var refused = await SyslogClient.Tcp(at);
        Assert.True(await refused.IsEnded());
        // Counted when its place is free.
        await LiveFixture.Until(listener, "closed", 3);
        Assert.Equal(3, LiveFixture.Count(listener, "idle_closed"));
        using var later = await SyslogClient.Tcp(at);
        await later.Send(SyslogClient.Counted(SyslogClient.Message(1)));
        await LiveFixture.Until(listener, "records", 1);
        Assert.Equal(1, LiveFixture.Count(listener, "connections_refused"));
    }

    [Fact]
    public async Task Ten_thousand_idle_connections_are_borne()
    {
        const int Idle = 10_000;
        var (listener, at) = await Tcp(new SyslogLimits { Connections = 12_000, ConnectionsPerAddress = 12_000 });
        // In a process of their own: one process may not hold both ends of so many. It ends, and they with it, when its input does.
        var open = new ProcessStartInfo("bash", ["-c", $"ulimit -n {Idle + 100} 2>/dev/null || {{ echo few; exit; }}; for ((i = 0; i < {Idle}; i++)); do exec {{end}}<>/dev/tcp/127.0.0.1/{at.Port} || exit 1; done; echo open; read"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using (var others = Process.Start(open)!)
        {
            var said = await others.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(said == "few", "This machine lets no process open so many files.");
            Assert.Equal("open", said);
            await LiveFixture.Until(listener, "connections", Idle);
            using var busy = await SyslogClient.Tcp(at);
            for (var i = 0; i < 1000; i++) await busy.Send(SyslogClient.Counted(SyslogClient.Message(i)));
            await LiveFixture.Until(listener, "records", 1000);
            Assert.Equal(0, LiveFixture.Count(listener, "closed"));
            others.StandardInput.Close();
            await others.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await LiveFixture.Until(listener, "closed", Idle + 1);
    }

    [Fact]
    public async Task What_is_under_way_when_it_stops_is_taken_and_the_sender_sees_the_end()
    {
        var listener = new SyslogListener(Free, null, new SyslogLimits(), TimeProvider.System);
        var stop = _live.Start(listener);
        using var client = await SyslogClient.Tcp(await listener.Listening);
        await client.Send(SyslogClient.Counted(SyslogClient.Message(0)));
        await LiveFixture.Until(listener, "records", 1);
        var stopping = stop();
        Assert.True(await client.IsEnded());
        await client.Send(SyslogClient.Counted(SyslogClient.Message(1)));
        await stopping;
        Assert.Equal([0, 1], await Numbers());
    }

    [Fact]
    public async Task An_address_in_use_is_thrown()
    {
        var (_, at) = await Tcp(new SyslogLimits());
        var second = new SyslogListener(at, null, new SyslogLimits(), TimeProvider.System);
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => second.Run(_live.Intake, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_journal_that_refuses_ends_the_connection_and_lets_nobody_in()
    {
        var (listener, at) = await Tcp(new SyslogLimits { Refusal = TimeSpan.FromSeconds(1) });
        using var client = await SyslogClient.Tcp(at);
        await LiveFixture.Until(listener, "connections", 1);
        await _live.Intake.DisposeAsync(); // takes nothing more
        await client.Send(SyslogClient.Counted(SyslogClient.Message(1)));
        Assert.True(await client.IsEnded());
        Assert.Equal((0, 1), (LiveFixture.Count(listener, "records"), LiveFixture.Count(listener, "lost")));
        Assert.True(LiveFixture.Count(listener, "refused") > 1);
    }

    [Fact]
    public async Task A_datagram_is_a_record()
    {
        var listener = new SyslogUdp(Free, new SyslogLimits(), TimeProvider.System);
        _live.Start(listener);
        using var client = new System.Net.Sockets.UdpClient();
        client.Connect(await listener.Listening);
        for (var i = 0; i < 200; i++) await client.SendAsync(System.Text.Encoding.UTF8.GetBytes(SyslogClient.Message(i)), TestContext.Current.CancellationToken);
        await client.SendAsync(Array.Empty<byte>(), TestContext.Current.CancellationToken);
        await LiveFixture.Until(listener, "records", 200);
        await LiveFixture.Until(listener, "empty", 1);
        Assert.Equal(Enumerable.Range(0, 200), await Numbers());
        Assert.Equal(["{\"number\":0,\"name\":\"syslog/udp 127.0.0.1\"}"], _live.Origins());
    }

    private async Task<(SyslogListener Listener, IPEndPoint At)> Tcp(SyslogLimits limits)
    {
        var listener = new SyslogListener(Free, null, limits, TimeProvider.System);
        _live.Start(listener);
        return (listener, await listener.Listening);
    }

    private async Task<List<int>> Numbers() => [.. (await _live.Records()).Select(r => int.Parse(r.Split(' ')[^1])).Order()];
}
