using System.Security.Claims;
using Egide.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Egide.Web.SignIn;

/// <summary>How people come in and go out.</summary>
internal static class SignInEndpoints
{
    private static readonly TimeSpan Session = TimeSpan.FromMinutes(30);

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "egide";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = Session;
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/sign-in";
        });
        var policies = services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var role in Enum.GetValues<Role>()) policies.AddPolicy(role.ToString(), policy => policy.RequireRole(role.ToString()));
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        // The secret stands in a form that the link's page sends, not in a log or in the next page's Referer.
        app.MapPost("/sign-in", async (HttpContext http, Links links, Station station, IFormCollection form) =>
        {
            if (links.Take(form["secret"].ToString()) is not { } person) return Results.Redirect("/sign-in?again=1");
            var claims = person.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())).Prepend(new Claim(ClaimTypes.Name, person.Name));
            await station.State(Facts.SignIn, new { person.Name, roles = person.Roles.Select(r => r.ToString()) });
            await http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
            return Results.Redirect("/");
        }).AllowAnonymous();
        app.MapPost("/sign-out", async (HttpContext http, IFormCollection _) =>
        {
            await http.SignOutAsync();
            return Results.Redirect("/sign-in");
        });
    }

    public static Person PersonOf(ClaimsPrincipal user) => new(user.Identity?.Name ?? "?",
        [.. user.FindAll(ClaimTypes.Role).Select(c => Enum.TryParse<Role>(c.Value, out var role) ? role : (Role?)null).OfType<Role>()]);
}
