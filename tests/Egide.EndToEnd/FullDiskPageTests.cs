using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.EndToEnd;

/// <summary>While the disk refuses, whoever looks anywhere is told.</summary>
public sealed class FullDiskPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryPageSaysThatTheDiskRefusesUntilItTakesAgain()
    {
        using var disk = SmallDisk.Make(_folder["small"], megabytes: 24);
        if (disk is null)
        {
            Assert.Skip("Only root can make a small disk.");
            return;
        }

        var links = new Links(TimeProvider.System);
        await using var station = Station.Open(new StationOptions { Data = disk.Path, Key = _folder.Key }, new RegionContext(), [], TimeProvider.System, CancellationToken.None);
        await using var site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, station, links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = await Visitor.SignedIn(new Uri(site.Urls.First()), links, new Person("x", Enum.GetValues<Role>()));
        string[] pages = ["/", "/incidents", "/incidents/INC-1", "/accounts", "/persons", "/sources", "/journal", "/views", "/settings"];
        foreach (var page in pages) Assert.DoesNotContain("Plus rien n’est reçu", await visitor.Text(page), StringComparison.Ordinal);
        disk.Fill();
        while (station.Intake.Refusing is null) await Bring(station);
        foreach (var page in pages) Assert.Contains("Plus rien n’est reçu", await visitor.Text(page), StringComparison.Ordinal);
        Assert.DoesNotContain(station.Intake.Refusing!, await Nobody(site.Urls.First()), StringComparison.Ordinal);
        disk.Empty();
        for (var i = 0; i < 100 && station.Intake.Refusing is not null; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Plus rien n’est reçu", await visitor.Text("/accounts"), StringComparison.Ordinal);
    }

    private static async Task<string> Nobody(string site)
    {
        using var nobody = new Visitor(new Uri(site));
        return await nobody.Text("/sign-in");
    }

    private static async Task Bring(Station station)
    {
        try
        {
            await station.Intake.Take(new Delivery("fhir", [new byte[4096]]), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // What it was brought for.
        }
    }
}
