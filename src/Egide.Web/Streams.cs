using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Egide.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web;

/// <summary>Tells open pages that something is new, by server-sent events.</summary>
internal static class Streams
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/live", (Station station, CancellationToken cancel) => TypedResults.ServerSentEvents(Read(station, cancel)));

    private static async IAsyncEnumerable<SseItem<string>> Read(Station station, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new SseItem<string>("hello", "hello");
        await foreach (var what in station.News.Read(cancel)) yield return new SseItem<string>(what, what);
    }
}
