using System.Net;
using System.Net.Sockets;
using System.Text;
using Egide.Connectors.Atna;
using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Web.Live;

namespace Egide.Web.Tests.Live;

/// <summary>A way in that cannot open, and a source whose clock is ahead: neither may stop the others.</summary>
public sealed class WaysInTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-ways-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task APortThatIsTakenIsSaidOnceAndListenedToWhenItIsFree()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var at = (IPEndPoint)other.LocalEndpoint;
        var listener = new SyslogListener(at, null, new SyslogLimits(), TimeProvider.System);
        var told = new List<string>();
        var ways = new WaysIn { Sources = { listener } };
        await using var station = Station.Open(Options with { Ways = ways, Fallen = (_, why) => told.Add(why) }, new RegionContext(), [], TimeProvider.System, TestContext.Current.CancellationToken);
        await Until(() => listener.State.Counts.GetValueOrDefault("ended") >= 2);
        Assert.Equal(listener.State.Down, Assert.Single(told));

        other.Stop();
        var before = station.Count;
        using var sender = new TcpClient();
        await Until(() => Connected(sender, at));
        await sender.GetStream().WriteAsync(Encoding.UTF8.GetBytes("<14>1 2026-10-04T10:00:00Z host app - - - anything\n"), TestContext.Current.CancellationToken);
        await Until(() => listener.State.Down is null && station.Count > before);
        Assert.Single(told);
    }

    [Fact]
    public async Task ARecordOfTomorrowNeitherStopsJudgingNorFillsTheJournal()
    {
        await using var station = Station.Open(Options, new RegionContext(), [], TimeProvider.System, TestContext.Current.CancellationToken);
        var now = DateTimeOffset.UtcNow;
        foreach (var at in new[] { now, now + TimeSpan.FromHours(2) })
            await station.Intake.Take(new Delivery("portal", [Encoding.UTF8.GetBytes(Samples.Fhir("someone", at.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)))]), TestContext.Current.CancellationToken);
        await Until(() => station.Now.Dossier.Counts.Events == 2);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        var before = station.Count;
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.Equal(before, station.Count);
    }

    private StationOptions Options => new() { Data = Path.Combine(_folder, "data"), Key = Path.Combine(_folder, "key"), Lateness = TimeSpan.FromMilliseconds(300) };

    private static bool Connected(TcpClient sender, IPEndPoint at)
    {
        try
        {
            sender.Connect(at);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task Until(Func<bool> held)
    {
        for (var tries = 0; !held(); tries++)
        {
            Assert.True(tries < 300, "It never came to be.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }
}
