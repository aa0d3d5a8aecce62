using System.Net;
using System.Security.Cryptography.X509Certificates;
using Egide.Web.Feed;
using Egide.Web.Live;
using Egide.Web.Pages;
using Egide.Web.Persons;
using Egide.Web.SignIn;
using Egide.Web.Tde;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Egide.Web;

/// <summary>The web server: console, API and the ways in over HTTP, around one station.</summary>
public static class Site
{
    /// <summary>Builds it; nothing listens before it is started.</summary>
    /// <param name="options">Where it is served.</param>
    /// <param name="station">What it shows.</param>
    /// <param name="links">Sign-in links.</param>
    /// <exception cref="ArgumentException">It would listen beyond this machine without TLS.</exception>
    public static WebApplication Build(SiteOptions options, Station station, Links links)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(station);
        if (!options.IsLoopback && options.Certificate is null)
            throw new ArgumentException($"{options.Url} is not on this machine alone, and there is no certificate: give one with --certificate, or listen on 127.0.0.1.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = FhirFeed.Largest;
            if (options.Url.Host == "localhost") kestrel.ListenLocalhost(options.Url.Port, listen => Secure(listen, options));
            else kestrel.Listen(IPAddress.Parse(options.Url.Host.Trim('[', ']')), options.Url.Port, listen => Secure(listen, options));
        });
        if (options.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(station).AddSingleton(links).AddSingleton(TimeProvider.System).AddHttpContextAccessor();
        builder.Services.AddSingleton<PersonRequests>().AddSingleton<IssuedLinks>().AddCascadingAuthenticationState();
        builder.Services.AddDataProtection().SetApplicationName("egide").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(station.Options.Data, "keys")));
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "egide-form");
        builder.Services.AddHealthChecks();
        SignInEndpoints.Add(builder.Services);
        Trace.Add(builder.Services, station);
        var app = builder.Build();
        app.Use(Hardening.Harden);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        SignInEndpoints.Map(app);
        var token = BearerToken.OpenOrCreate(Path.Combine(station.Options.Data, "feed-token"));
        FhirFeed.Map(app, options, token);
        ForwardEndpoint.Map(app, options, token);
        SignalsEndpoint.Map(app);
        Trace.Map(app);
        Assets.Map(app);
        Streams.Map(app);
        Api.Map(app);
        Forms.Map(app, options);
        Exports.Map(app);
        app.MapRazorComponents<App>();
        return app;
    }

    private static void Secure(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen, SiteOptions options)
    {
        if (options.Certificate is not { } certificate) return;
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            if (options.ClientAuthority is not { } authority) return;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (client, _, _) => Verified(client, authority);
        });
    }

    // By our own authority alone: whoever else the system trusts vouches for websites, not for hospitals' edges.
    private static bool Verified(X509Certificate2 client, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(client);
    }
}
