using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Egide.Observe.Context;
using Egide.Web;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.EndToEnd;

/// <summary>What the site says to browsers, and what it takes from them, with TLS and without.</summary>
public sealed class TransportTests : IDisposable
{
    private static readonly string[] Flags = ["secure", "httponly", "samesite=strict", "path=/"];
    private readonly TemporaryFolder _folder = new();
    private readonly Links _links = new(TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OverTlsCookiesAreForThisHostAloneAndOverTlsAlone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        await using var station = Open();
        var provider = new ProviderSettings { Authority = new Uri("https://auth.example"), ClientId = "egide", ClientSecret = "s3cret", Label = "auth", Roles = [new RoleRule(Role.Dpo, "groups", "dpo")] };
        await using var site = Site.Build(new SiteOptions { Url = new Uri("https://127.0.0.1:0"), Certificate = certificate, Provider = provider }, station, _links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = new Visitor(new Uri(site.Urls.First()));
        using var page = await visitor.Get("/sign-in?secret=x");
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        using var answer = await visitor.Enter(_links, new Person("x", [Role.Dpo]));
        var set = page.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")).ToList();
        Assert.Contains(set, c => c.StartsWith("__Host-egide=", StringComparison.Ordinal));
        Assert.Contains(set, c => c.StartsWith("__Host-egide-form=", StringComparison.Ordinal));
        Assert.All(set, c =>
        {
            foreach (var flag in Flags) Assert.Contains(flag, c, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
        });
        // A provider that does not answer is said, and is no fault of ours.
        using var other = new Visitor(new Uri(site.Urls.First()));
        using var start = await other.Get("/sign-in/provider");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, start.StatusCode);
    }

    [Fact]
    public async Task EveryAnswerForbidsWhatIsNotOurs()
    {
        await using var station = Open();
        await using var site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, station, _links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = await Visitor.SignedIn(new Uri(site.Urls.First()), _links, new Person("x", Enum.GetValues<Role>()));
        foreach (var path in new[] { "/", "/sign-in", "/api/accounts", "/console.js", "/nowhere", "/views.csv", "/sign-in/done" })
        {
            using var answer = await visitor.Get(path);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("cross-site", 403), InlineData("same-site", 403), InlineData("same-origin", 422), InlineData(null, 422)]
    public async Task NoOtherSitesPageFeedsRecords(string? from, int status)
    {
        await using var station = Open();
        await using var site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, station, _links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = new Visitor(new Uri(site.Urls.First()));
        if (from is not null) visitor.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", from);
        using var content = new StringContent("{\"resourceType\":\"Nothing\"}");
        using var answer = await visitor.Http.PostAsync("/fhir/AuditEvent", content, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/", "/"), InlineData("//evil.example", "/"), InlineData("/\\evil.example", "/"), InlineData("javascript:alert(1)", "/"), InlineData("", "/"), InlineData(null, "/"), InlineData("/persons?x=1", "/persons?x=1"), InlineData("/\tx", "/")]
    public void ASignInLeadsNowhereElse(string? asked, string to) => Assert.Equal(to, SignInEndpoints.Local(asked, null));

    [Theory]
    [InlineData("/persons", "/persons"), InlineData("/%09/evil", "/"), InlineData("/%0a/evil", "/"), InlineData("/%0d%0aSet-Cookie:x=1", "/"), InlineData("//evil.example", "/"), InlineData("/%5Cevil.example", "/")]
    public async Task ALanguageLeadsBackAndNowhereElse(string back, string to)
    {
        await using var station = Open();
        await using var site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, station, _links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = new Visitor(new Uri(site.Urls.First()));
        using var answer = await visitor.Get("/language/en?back=" + back);
        Assert.Equal((HttpStatusCode.Redirect, to), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task WhoMustSignInIsSentToThisSiteWhateverHostTheRequestNamed()
    {
        await using var station = Open();
        await using var site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, station, _links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = new Visitor(new Uri(site.Urls.First()));
        using var answer = await visitor.Get("/incidents?x=1");
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?ReturnUrl=%2Fincidents%3Fx%3D1"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("localhost", 302), InlineData("127.0.0.1:8480", 302), InlineData("[::1]:8480", 302), InlineData("evil.example", 421), InlineData("127.0.0.1.evil.example", 421), InlineData("198.51.100.7", 421)]
    public async Task OnLoopbackASiteOfAnotherNameIsNotServed(string host, int status)
    {
        await using var station = Open();
        await using var site = Site.Build(new SiteOptions { Url = new Uri("http://127.0.0.1:0") }, station, _links);
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var visitor = new Visitor(new Uri(site.Urls.First()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/incidents") { Headers = { Host = host } };
        using var answer = await visitor.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        if (answer.Headers.Location is { } to) Assert.StartsWith("/sign-in", to.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeyondThisMachineThereIsNoServingWithoutTls()
    {
        await using var station = Open();
        Assert.Throws<ArgumentException>(() => Site.Build(new SiteOptions { Url = new Uri("http://192.0.2.1:8480") }, station, _links));
    }

    private Station Open() => Station.Open(new StationOptions { Data = _folder["data"], Key = _folder["key"] }, new RegionContext(), [], TimeProvider.System, CancellationToken.None);
}
