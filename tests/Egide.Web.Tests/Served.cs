using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;

namespace Egide.Web.Tests;

/// <summary>A station and its site on a loopback port, in a folder of their own; started once for the tests of an assembly.</summary>
public sealed class Served : IAsyncLifetime
{
    private WebApplication _site = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("egide-web-").FullName;

    public Station Station { get; private set; } = null!;

    /// <summary>What the index holds in memory, from the next start on.</summary>
    internal int PostingsInMemory { get; set; } = 1 << 20;

    public Links Links { get; } = new(TimeProvider.System);

    public Uri Url { get; private set; } = null!;

    public Uri Fhir => new(Url, "/fhir");

    /// <summary>A client that shows the token.</summary>
    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Start();
        await Samples.Bring(this);
    }

    /// <summary>Starts on what the folder holds.</summary>
    public async Task Start()
    {
        Station = Station.Open(new StationOptions { Data = Path.Combine(Folder, "data"), Key = Path.Combine(Folder, "key"), PostingsInMemory = PostingsInMemory }, new RegionContext(), [], TimeProvider.System, CancellationToken.None);
        Url = FreeUrl();
        _site = Site.Build(new SiteOptions { Url = Url }, Station, Links);
        await _site.StartAsync(CancellationToken.None);
        Http = Client();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>Stops, and leaves the folder.</summary>
    public async Task Stop()
    {
        await _site.StopAsync();
        await _site.DisposeAsync();
        await Station.DisposeAsync();
        Http.Dispose();
    }

    public string Token => File.ReadAllText(Path.Combine(Folder, "data", "read-token")).Trim();

    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Url };

    /// <summary>Brings records and waits until they can be searched for.</summary>
    public async Task<IReadOnlyList<long>> Bring(string origin, params string[] records)
    {
        var receipt = await Station.Intake.Take(new Delivery(origin, [.. records.Select(record => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(record))]), CancellationToken.None);
        await Indexed(receipt.Positions[^1]);
        return receipt.Positions;
    }

    public async Task Indexed(long position)
    {
        var index = (Egide.Web.Tde.TraceIndex)_site.Services.GetService(typeof(Egide.Web.Tde.TraceIndex))!;
        for (var i = 0; i < 200 && (index.Searchable <= position || !index.IsWhole); i++) await Task.Delay(50);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>An address that nobody listens on.</summary>
    public static Uri FreeUrl()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}"));
    }
}
