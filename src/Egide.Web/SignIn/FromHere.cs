using System.Net;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.SignIn;

/// <summary>
/// Without a provider a link is all that lets somebody in: then people are served on this machine alone, whatever address is listened on.
/// Programs that bring or read records show who they are by other means, and are served wherever they are.
/// </summary>
internal static class FromHere
{
    public static Func<HttpContext, RequestDelegate, Task> Of(SiteOptions options) => (http, next) =>
        options.Provider is not null || options.IsLoopback || IsHere(http.Connection) || http.GetEndpoint()?.Metadata.GetMetadata<Stateless>() is not null ? next(http)
            : new Notice(new("La console n’est pas ouverte d’ici", "The console is not open from here"),
            [
                new("Sans fournisseur d’identité, on n’y entre que depuis la machine où Égide tourne. Pour l’ouvrir au-delà, y écrire sign-in.yaml (docs/operate.md).",
                    "Without an identity provider, people come in from the machine that Égide runs on, alone. To open it beyond, write sign-in.yaml there (docs/operate.md)."),
            ]).Write(http, StatusCodes.Status403Forbidden);

    // Whoever calls from an address that is also the one called is on the machine that has it.
    private static bool IsHere(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } from && (IPAddress.IsLoopback(from) || from.Equals(connection.LocalIpAddress));
}
