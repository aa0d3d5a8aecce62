using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Egide.Web.Tde;

/// <summary>The trace manager of the CI-SIS volet « Traçabilité d'évènements »: what it is made of, and where it answers.</summary>
internal static class Trace
{
    public static void Add(IServiceCollection services, Station station)
    {
        services.AddSingleton(BearerToken.OpenOrCreate(Path.Combine(station.Options.Data, "read-token")));
        services.AddSingleton(station.Names).AddSingleton<TraceIndex>().AddHostedService(provider => provider.GetRequiredService<TraceIndex>());
        services.AddSingleton<TraceArchive>().AddSingleton<TraceSearch>().AddSingleton<Reading>().AddSingleton<FhirTrace>().AddSingleton<SyslogSearch>();
    }

    public static void Map(IEndpointRouteBuilder app, IServiceProvider services)
    {
        services.GetRequiredService<FhirTrace>().Map(app);
        services.GetRequiredService<SyslogSearch>().Map(app);
        Capability.Map(app);
    }
}
