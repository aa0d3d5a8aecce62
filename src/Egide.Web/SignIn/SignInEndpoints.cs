using System.Security.Claims;
using Egide.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Egide.Web.SignIn;

/// <summary>How people come in and go out.</summary>
internal static class SignInEndpoints
{
    /// <summary>Header of a request that a page makes by itself: it shows nobody at the keyboard, and lengthens no session.</summary>
    public const string ByItself = "Egide-Refresh";

    public static void Add(IServiceCollection services, SiteOptions options)
    {
        services.AddSingleton<Sessions>();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<Sessions>((cookie, sessions) => cookie.SessionStore = sessions);
        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = options.CookieName("egide");
            (cookie.Cookie.HttpOnly, cookie.Cookie.SameSite, cookie.Cookie.Path) = (true, SameSiteMode.Strict, "/");
            cookie.Cookie.SecurePolicy = options.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Sessions.Idle, true);
            cookie.LoginPath = "/sign-in";
            cookie.Events.OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew &= !context.Request.Headers.ContainsKey(ByItself) && context.Request.Path != "/live";
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToLogin = context =>
            {
                if (IsForMachines(context.Request)) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                // Not the address that was made ready: it is absolute, with whatever host the request named.
                else context.Response.Redirect(context.Options.LoginPath + QueryString.Create(context.Options.ReturnUrlParameter, context.Request.PathBase + context.Request.Path + context.Request.QueryString));
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToAccessDenied = context => Denied(context.HttpContext);
        });
        if (options.Provider is { } provider) ProviderSignIn.Add(authentication, provider, options.IsSecure);
        // What no row of the table allows is refused, to whoever is signed in too.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
    }

    public static void Map(IEndpointRouteBuilder app, SiteOptions options)
    {
        // The secret stands in a form that the link's page sends, not in a log or in the next page's Referer.
        app.MapPost("/sign-in", async (HttpContext http, Links links, Station station, IFormCollection form) =>
        {
            // A session is somebody's from its beginning to its end.
            if (http.User.Identity?.IsAuthenticated == true) return Results.LocalRedirect(AccessTable.HomeOf(PersonOf(http.User)));
            if (links.Take(form["secret"].ToString()) is not { } person) return Results.Redirect("/sign-in?again=1");
            await station.Tell(Facts.SignIn, person, new { step = "signed-in", how = "link", roles = person.Roles.Select(r => r.ToString()) });
            await http.SignInAsync(PrincipalOf(person));
            return Results.LocalRedirect(AccessTable.HomeOf(person));
        });
        app.MapGet("/sign-in/done", (HttpContext http, string? to) => new Notice(new("Entrée", "Signing in"), [])
        {
            Link = (Local(to, null), new("Continuer", "Continue")), GoesOn = true,
        }.Write(http, StatusCodes.Status200OK));
        app.MapPost("/sign-out", async (HttpContext http, Station station, IFormCollection _) =>
        {
            await station.Tell(Facts.SignIn, PersonOf(http.User), new { step = "signed-out" });
            var next = options.Provider is null ? null : await ProviderSignOut.At(http);
            await http.SignOutAsync();
            if (next is null) http.Response.Redirect("/sign-in");
            else await new Notice(new("Sortie", "Signing out"), [new("Vous êtes sortie ou sorti d’Égide ; reste le fournisseur d’identité.", "You are signed out of Égide; the identity provider remains.")]) { Link = (next, new("Continuer", "Continue")), GoesOn = true }.Write(http, StatusCodes.Status200OK);
        });
        if (options.Provider is not null) ProviderSignOut.Map(app, options.Provider);
    }

    public static ClaimsPrincipal PrincipalOf(Person person, params ReadOnlySpan<Claim?> more)
    {
        var identity = new ClaimsIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, person.Name));
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, person.Id));
        foreach (var role in person.Roles) identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        foreach (var claim in more)
            if (claim is not null) identity.AddClaim(new Claim(claim.Type, claim.Value));
        return new ClaimsPrincipal(identity);
    }

    public static Person PersonOf(ClaimsPrincipal user) => new(user.Identity?.Name ?? "?",
        [.. user.FindAll(ClaimTypes.Role).Select(c => Enum.TryParse<Role>(c.Value, out var role) ? role : (Role?)null).OfType<Role>()])
    {
        Id = user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "?",
    };

    /// <summary>An address of this site, whatever was asked; a person's first page when it is none.</summary>
    public static string Local(string? asked, Person? person) =>
        asked is ['/'] or ['/', not '/' and not '\\', ..] && !asked.Any(char.IsControl) && (asked != "/" || person is null) ? asked : person is null ? "/" : AccessTable.HomeOf(person);

    private static bool IsForMachines(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || request.Path == "/live" || request.Headers.ContainsKey(ByItself);

    private static async Task Denied(HttpContext http)
    {
        if (IsForMachines(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var person = PersonOf(http.User);
        if (http.GetEndpoint() is null)
        {
            await new Notice(new("Cette page n’existe pas", "There is no such page"), []) { Link = (AccessTable.HomeOf(person), new("Revenir", "Back")) }.Write(http, StatusCodes.Status404NotFound);
            return;
        }

        await new Notice(new("Cette page n’est pas pour vos rôles", "This page is not for your roles"),
            [new($"Vous êtes {person.Name} ({string.Join(", ", person.Roles.Select(r => RoleNames.Of(r).Fr))}). S’il vous la faut, demander le rôle à un administrateur.", $"You are {person.Name} ({string.Join(", ", person.Roles.Select(r => RoleNames.Of(r).En))}). If you need it, ask an administrator for the role.")])
        {
            Link = (AccessTable.HomeOf(person), new("Revenir", "Back")),
        }.Write(http, StatusCodes.Status403Forbidden);
    }
}
