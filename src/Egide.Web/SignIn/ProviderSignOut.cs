using System.Security.Claims;
using Egide.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Egide.Web.SignIn;

/// <summary>Sign-in's other end: telling the provider who leaves (RP-Initiated Logout 1.0), and being told (Back-Channel Logout 1.0).</summary>
internal static class ProviderSignOut
{
    private const int Longest = 16 << 10;

    /// <summary>The provider's address where the reader of a request ends her session there too; null when she came in otherwise, or it has none.</summary>
    public static async Task<string?> At(HttpContext http)
    {
        if (await http.GetTokenAsync(OpenIdConnectParameterNames.IdToken) is not { } token || await Configuration(http) is not { EndSessionEndpoint.Length: > 0 } configuration) return null;
        var options = Options(http);
        return new OpenIdConnectMessage
        {
            IssuerAddress = configuration.EndSessionEndpoint, IdTokenHint = token, ClientId = options.ClientId,
            PostLogoutRedirectUri = $"{http.Request.Scheme}://{http.Request.Host}/sign-in",
        }.CreateLogoutRequestUrl();
    }

    public static void Map(IEndpointRouteBuilder app, ProviderSettings settings)
    {
        app.MapGet(ProviderSignIn.Start, async (HttpContext http, string? to, string? again) =>
        {
            if (http.User.Identity?.IsAuthenticated == true)
            {
                http.Response.Redirect(AccessTable.HomeOf(SignInEndpoints.PersonOf(http.User)));
                return;
            }

            if (await Configuration(http) is null)
            {
                await Silent(settings).Write(http, StatusCodes.Status503ServiceUnavailable);
                return;
            }

            var properties = new AuthenticationProperties { RedirectUri = SignInEndpoints.Local(to, null) };
            if (again is not null) properties.SetParameter(OpenIdConnectParameterNames.Prompt, OpenIdConnectPrompt.Login);
            await http.ChallengeAsync(ProviderSignIn.Scheme, properties);
        });
        app.MapPost("/sign-out/provider", Told).DisableAntiforgery();
    }

    private static async Task Told(HttpContext http, Sessions sessions, Station station)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > Longest || await Configuration(http) is not { } configuration) return;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await LogoutToken.Read(form["logout_token"].ToString(), configuration, Options(http).ClientId!) is not { } told) return;
        var ended = sessions.End(user => (told.Session is { } sid && user.FindFirstValue("sid") == sid) || (told.Session is null && told.Subject is { } sub && user.FindFirstValue("sub") == sub));
        if (ended > 0) await station.Tell(Facts.SignIn, new Person(Label(http), []) { Id = ProviderSignIn.Scheme }, new { step = "ended-by-provider", sessions = ended });
        http.Response.StatusCode = StatusCodes.Status200OK;
    }

    private static OpenIdConnectOptions Options(HttpContext http) => http.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(ProviderSignIn.Scheme);

    private static string Label(HttpContext http) => http.RequestServices.GetRequiredService<SiteOptions>().Provider!.Label;

    // Null when the provider does not answer: the library says so by the type of what is inside.
    private static async Task<OpenIdConnectConfiguration?> Configuration(HttpContext http)
    {
        try
        {
            return await Options(http).ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static Notice Silent(ProviderSettings settings) => new(new("Le fournisseur d’identité ne répond pas", "The identity provider does not answer"),
        [new($"{settings.Label} ({settings.Authority.Host}) n’a pas répondu. Réessayer dans un moment ; si cela dure, prévenir un administrateur.", $"{settings.Label} ({settings.Authority.Host}) did not answer. Try again in a moment; if it lasts, tell an administrator.")])
    {
        Link = ("/sign-in", new("Recommencer", "Try again")),
    };
}
