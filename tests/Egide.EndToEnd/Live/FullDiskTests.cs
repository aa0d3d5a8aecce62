using System.Net;
using System.Net.Sockets;
using System.Text;
using Egide.Connectors.Atna;

namespace Egide.EndToEnd.Live;

/// <summary>A disk that is full for a while, where nobody but syslog senders, who get no answer, bring anything.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallDisk? _disk;

    public FullDiskTests() => _disk = SmallDisk.Make(_folder["small"], megabytes: 8);

    public void Dispose()
    {
        _disk?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task WhatWasReadIsHeldUntilThereIsRoom()
    {
        var disk = Disk();
        await using var journal = new LiveJournal(disk);
        var (listener, stop, at) = await Listen(journal, TimeSpan.FromMinutes(1));
        using var client = new TcpClient();
        await client.ConnectAsync(at, TestContext.Current.CancellationToken);
        var sent = await Fill(client, listener, disk);
        disk.Empty();
        await LiveJournal.Until(listener, "records", sent);
        await stop();
        Assert.Equal(0, listener.State.Counts.GetValueOrDefault("lost"));
        Assert.Equal(Enumerable.Range(0, sent), await journal.Numbers());
    }

    [Fact]
    public async Task TheListenerOpensAgainByItselfOnceThereIsRoom()
    {
        var disk = Disk();
        await using var journal = new LiveJournal(disk);
        var (listener, stop, at) = await Listen(journal, TimeSpan.FromSeconds(1));
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(at, TestContext.Current.CancellationToken);
            await Fill(client, listener, disk);
            await LiveJournal.Until(listener, "lost", 1);
        }

        while (await Connects(at)) await Task.Delay(100, TestContext.Current.CancellationToken);
        var before = listener.State.Counts.GetValueOrDefault("records");
        disk.Empty();
        for (var tries = 0; tries < 150 && !await Connects(at); tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        using var again = new TcpClient();
        await again.ConnectAsync(at, TestContext.Current.CancellationToken);
        await Send(again, 100_000);
        await LiveJournal.Until(listener, "records", before + 1);
        Assert.Null(journal.Intake.Refusing);
        await stop();
    }

    private SmallDisk Disk()
    {
        Assert.SkipWhen(_disk is null, "Only root can make a small disk.");
        return _disk;
    }

    private static async Task<(SyslogListener Listener, Func<Task> Stop, IPEndPoint At)> Listen(LiveJournal journal, TimeSpan refusal)
    {
        var listener = new SyslogListener(new IPEndPoint(IPAddress.Loopback, 0), null, new SyslogLimits { Refusal = refusal }, TimeProvider.System);
        var stop = journal.Start(listener);
        return (listener, stop, await listener.Listening);
    }

    // One message at a time, until the journal refuses one.
    private static async Task<int> Fill(TcpClient client, SyslogListener listener, SmallDisk disk)
    {
        disk.Fill();
        for (var sent = 0; ;)
        {
            await Send(client, sent++);
            for (var tries = 0; listener.State.Counts.GetValueOrDefault("records") < sent && listener.State.Counts.GetValueOrDefault("refused") == 0; tries++)
            {
                Assert.True(tries < 1000, "neither taken nor refused");
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            if (listener.State.Counts.GetValueOrDefault("refused") > 0) return sent;
        }
    }

    private static async Task Send(TcpClient client, int number)
    {
        var text = $"<110>1 2026-09-02T10:00:00Z dpi app - - - {Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(512))} message {number}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{text.Length} {text}"), TestContext.Current.CancellationToken);
    }

    private static async Task<bool> Connects(IPEndPoint at)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(at);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
