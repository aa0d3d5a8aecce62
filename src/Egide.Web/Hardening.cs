using System.Net;
using Microsoft.AspNetCore.Http;

namespace Egide.Web;

/// <summary>What every answer says to the browser: load nothing from elsewhere, run nothing but our one script, be framed by no one.</summary>
internal static class Hardening
{
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static Func<HttpContext, RequestDelegate, Task> Of(SiteOptions options) => (http, next) => Harden(http, next, options.IsLoopback);

    private static Task Harden(HttpContext http, RequestDelegate next, bool onLoopback)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        // A page of another site whose name was made to lead here asks as that site: no browser then tells it from ours but by the name.
        if (onLoopback && http.Request.Host is { HasValue: true, Host: var host } && !IsLoopback(host))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        // Browsers say where a request comes from: no other site's page changes anything here, nor feeds records to a loopback address.
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var at) && IPAddress.IsLoopback(at));
}
