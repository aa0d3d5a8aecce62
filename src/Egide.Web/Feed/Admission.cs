using Egide.Web.SignIn;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.Feed;

/// <summary>Who may bring records over HTTP: whoever is on this machine, shows a certificate that was verified, or shows the token.</summary>
internal static class Admission
{
    public static bool MayFeed(HttpContext http, SiteOptions options, BearerToken token) =>
        options.IsLoopback || http.Connection.ClientCertificate is not null || token.Shown(http.Request);
}
