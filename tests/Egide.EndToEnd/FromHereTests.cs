using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Egide.Observe.Context;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Http;

namespace Egide.EndToEnd;

/// <summary>Without a provider the console is this machine's alone, whatever address is listened on; programs are served from elsewhere too.</summary>
public sealed class FromHereTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://0.0.0.0:8480", "198.51.100.7", "192.0.2.1", false, false), InlineData("https://192.0.2.1:8480", "198.51.100.7", "192.0.2.1", false, false), InlineData("https://[::]:8480", "2001:db8::7", "2001:db8::1", false, false)]
    [InlineData("https://0.0.0.0:8480", "127.0.0.1", "127.0.0.1", false, true), InlineData("https://[::]:8480", "::ffff:127.0.0.1", "::ffff:127.0.0.1", false, true), InlineData("https://192.0.2.1:8480", "192.0.2.1", "192.0.2.1", false, true)]
    [InlineData("https://0.0.0.0:8480", "198.51.100.7", "192.0.2.1", true, true), InlineData("http://127.0.0.1:8480", "127.0.0.1", "127.0.0.1", false, true)]
    public async Task WithoutAProviderPeopleComeFromThisMachine(string url, string from, string to, bool withProvider, bool served)
    {
        var provider = withProvider ? new ProviderSettings { Authority = new Uri("https://auth.example"), ClientId = "egide", ClientSecret = "s3cret", Label = "auth", Roles = [] } : null;
        var http = new DefaultHttpContext();
        (http.Connection.RemoteIpAddress, http.Connection.LocalIpAddress) = (IPAddress.Parse(from), IPAddress.Parse(to));
        var came = false;
        await FromHere.Of(new SiteOptions { Url = new Uri(url), Provider = provider })(http, _ =>
        {
            came = true;
            return Task.CompletedTask;
        });
        Assert.Equal((served, served ? 200 : 403), (came, http.Response.StatusCode));
    }

    [Theory]
    [InlineData("https://0.0.0.0:8480", "https://127.0.0.1:8480/"), InlineData("https://[::]:8480", "https://[::1]:8480/"), InlineData("https://192.0.2.1:8480", "https://192.0.2.1:8480/"), InlineData("http://localhost:8480", "http://localhost:8480/")]
    public void ALinkLeadsToWhereThisMachineFindsIt(string url, string here) => Assert.Equal(here, new SiteOptions { Url = new Uri(url) }.Here.ToString());

    [Fact]
    public async Task FromElsewhereNeitherLinkNorPageNorApiIsOpenAndRecordsAreTaken()
    {
        if (Own() is not { } own)
        {
            Assert.Skip("This machine has no address but loopback.");
            return;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=egide", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        await using var station = Station.Open(new StationOptions { Data = _folder["data"], Key = _folder.Key }, new RegionContext(), [], TimeProvider.System, CancellationToken.None);
        var url = new UriBuilder(Serving.FreeUrl()) { Scheme = "https", Host = "0.0.0.0" }.Uri;
        var (options, links) = (new SiteOptions { Url = url, Certificate = certificate }, new Links(TimeProvider.System));
        await using var site = Site.Build(options, station, links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var here = await Visitor.SignedIn(options.Here, links, new Person("x", Enum.GetValues<Role>()));
        Assert.Equal(HttpStatusCode.OK, (await here.Get("/")).StatusCode);
        using var elsewhere = From(own, options.Here);
        foreach (var path in new[] { "/", "/sign-in?secret=" + links.Issue(new Person("y", [Role.Dpo])), "/api/incidents", "/nowhere" })
            Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
        elsewhere.DefaultRequestHeaders.Authorization = new("Bearer", File.ReadAllText(_folder["data", "feed-token"]).Trim());
        using var record = new StringContent("{\"resourceType\":\"Nothing\"}", Encoding.UTF8, "application/fhir+json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await elsewhere.PostAsync("/fhir/AuditEvent", record, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static IPAddress? Own() => NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));

    // Called on one address from another: as far as it shows, somebody on another machine.
    private static HttpClient From(IPAddress own, Uri to)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(own, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
            AllowAutoRedirect = false,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler) { BaseAddress = to };
    }
}
