using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Egide.Connectors.Https;
using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Web.Live;
using Egide.Web.SignIn;

namespace Egide.Web.Tests.Feed;

/// <summary>What is brought over HTTP and not taken is counted, and shown with the other ways in.</summary>
public sealed class CountedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-counted-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhatIsNotTakenIsCounted()
    {
        await using var station = Station.Open(new StationOptions { Data = Path.Combine(_folder, "data"), Key = Path.Combine(_folder, "key") }, new RegionContext(), [], TimeProvider.System, TestContext.Current.CancellationToken);
        using var own = Certificate("CN=egide");
        using var stranger = Certificate("CN=stranger");
        using var authority = Certificate("CN=authority");
        await File.WriteAllTextAsync(Path.Combine(_folder, "ca.pem"), authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        // Beyond loopback by its address, so that senders must show who they are.
        var url = new UriBuilder(Served.FreeUrl()) { Scheme = "https", Host = "0.0.0.0" }.Uri;
        await using var site = Site.Build(new SiteOptions { Url = url, Certificate = own, Clients = new ClientTrust(Path.Combine(_folder, "ca.pem")) }, station, new Links(TimeProvider.System));
        await site.StartAsync(TestContext.Current.CancellationToken);
        var at = new UriBuilder(url) { Host = "127.0.0.1" }.Uri;

        using var http = Client(null);
        foreach (var path in new[] { "fhir", "forward" }) Assert.Equal(HttpStatusCode.Unauthorized, await Post(http, new Uri(at, path), "x"u8.ToArray()));
        using var distrusted = Client(stranger);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Post(distrusted, new Uri(at, "fhir"), "x"u8.ToArray()));

        http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(_folder, "data", "feed-token"), TestContext.Current.CancellationToken)).Trim());
        foreach (var path in new[] { "fhir", "forward" })
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post(http, new Uri(at, path), new byte[(64 << 20) + 1]));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(http, new Uri(at, "forward"), "no frame"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(http, new Uri(at, "fhir"), "no gzip"u8.ToArray(), "gzip"));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(http, new Uri(at, "fhir"), " "u8.ToArray()));
        for (var time = 0; time < 2; time++) Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post(http, new Uri(at, "fhir"), "{\"resourceType\":\"Patient\"}"u8.ToArray()));

        Assert.Equal("authentication_failed 1, empty 1, not_understood 1, oversize 1, records 1, repeated 1, requests 6, unreadable 1", Told(station.Http.Fhir));
        Assert.Equal("authentication_failed 1, oversize 1, requests 3, unreadable 1", Told(station.Http.Forward));
        // Who is refused by TLS 1.3 may try again: each handshake counts.
        Assert.StartsWith("certificate_refused ", Told(station.Http.Tls), StringComparison.Ordinal);
        Assert.Contains("CN=stranger", station.Http.Tls.Fault!.Value.What, StringComparison.Ordinal);
        Assert.Equal([station.Http.Fhir, station.Http.Forward, station.Http.Tls], station.WaysIn);
    }

    private static string Told(WayIn way) => string.Join(", ", way.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}")));

    private static async Task<HttpStatusCode> Post(HttpClient http, Uri to, byte[] body, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
        request.Headers.ExpectContinue = true;
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static HttpClient Client(X509Certificate2? shown)
    {
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        if (shown is not null) handler.ClientCertificates.Add(shown);
        return new HttpClient(handler);
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
    }
}
