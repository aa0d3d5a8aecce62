using System.Net;
using Egide.Journal;
using Egide.Web.Feed;
using Egide.Web.Live;
using Egide.Web.Pages;
using Egide.Web.Persons;
using Egide.Web.Retention;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

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
            kestrel.Limits.MaxRequestBodySize = FeedBody.Largest;
            if (options.Url.Host == "localhost") kestrel.ListenLocalhost(options.Url.Port, listen => Secure(listen, options, station.Http));
            else kestrel.Listen(IPAddress.Parse(options.Url.Host.Trim('[', ']')), options.Url.Port, listen => Secure(listen, options, station.Http));
        });
        if (options.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(station).AddSingleton(options).AddSingleton(links).AddSingleton(TimeProvider.System).AddHttpContextAccessor();
        builder.Services.AddSingleton<PersonRequests>().AddSingleton<IssuedLinks>().AddCascadingAuthenticationState();
        builder.Services.AddDataProtection().SetApplicationName("egide").PersistKeysToFileSystem(Disk.CreatePrivate(Path.Combine(station.Options.Data, "keys")));
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = options.CookieName("egide-form");
            antiforgery.Cookie.SecurePolicy = options.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddOpenApi(openApi => openApi.ShouldInclude = described => described.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true);
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }) Observed(builder);
        SignInEndpoints.Add(builder.Services, options);
        Tde.Trace.Add(builder.Services, station);
        var app = builder.Build();
        app.Use(Hardening.Of(options));
        app.Use(FromHere.Of(options));
        app.Use(WhileReading.Of(station));
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        var all = app.MapGroup("");
        AccessTable.Apply(all);
        SignInEndpoints.Map(all, options);
        var token = BearerToken.OpenOrCreate(Path.Combine(station.Options.Data, "feed-token"));
        FhirFeed.Map(all, options, token);
        ForwardEndpoint.Map(all, options, token);
        SignalsEndpoint.Map(all);
        Tde.Trace.Map(all, app.Services);
        Assets.Map(all);
        Streams.Map(all);
        Api.Map(all);
        all.MapOpenApi("/api/openapi.json");
        Forms.Map(all, options);
        Exports.Map(all);
        RetentionEndpoints.Map(all);
        AccessTable.Apply(app.MapRazorComponents<App>());
        _ = app.Services.GetService<Telemetry>();
        // Every row of access is found before anything is served.
        _ = ((IEndpointRouteBuilder)app).DataSources.Sum(source => source.Endpoints.Count);
        return app;
    }

    // Told to a collector when one is named, in the variables that OpenTelemetry has for it.
    private static void Observed(WebApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter());
        builder.Services.AddSingleton<Telemetry>().AddOpenTelemetry().ConfigureResource(resource => resource.AddService("egide"))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Meter).AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddOtlpExporter());
    }

    private static void Secure(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen, SiteOptions options, HttpWays ways)
    {
        if (options.Certificate is not { } certificate) return;
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            if (options.Clients is not { } trust) return;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (client, chain, _) =>
            {
                if (trust.Believes(client, chain)) return true;
                ways.Distrusted(client.Subject);
                return false;
            };
        });
    }
}
