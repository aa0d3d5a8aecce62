using Egide.Web.Persons;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web;

/// <summary>What people send: each form carries the anti-forgery token, and what it does is stated in the journal.</summary>
internal static class Forms
{
    public static void Map(IEndpointRouteBuilder app, SiteOptions options)
    {
        app.MapGet("/language/{to}", (HttpContext http, string to, string? back) =>
        {
            if (to is "fr" or "en") http.Response.Cookies.Append(Pages.Tongue.Cookie, to, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
            return Results.LocalRedirect(SignInEndpoints.Local(back, null));
        });
        app.MapPost("/persons", async (HttpContext http, PersonRequests requests, IFormCollection form) =>
        {
            var (identifier, reason) = (form["identifier"].ToString(), form["reason"].ToString());
            if (identifier.Trim().Length is 0 or > 200 || reason.Trim().Length is < 8 or > 400) return Results.BadRequest();
            await requests.Ask(SignInEndpoints.PersonOf(http.User), identifier.Trim(), reason.Trim());
            return Results.LocalRedirect("/persons");
        });
        app.MapPost("/persons/{id:long}/agree", async (HttpContext http, PersonRequests requests, long id, IFormCollection _) =>
            await requests.Agree(SignInEndpoints.PersonOf(http.User), id) ? Results.LocalRedirect("/persons") : Results.Forbid());
        // With a provider, it alone says who somebody is, and its settings alone what she may do.
        if (options.Provider is not null) return;
        app.MapPost("/settings/links", async (HttpContext http, Links links, IssuedLinks issued, Live.Station station, IFormCollection form) =>
        {
            var name = form["name"].ToString();
            var roles = form["role"].Select(r => Enum.TryParse<Role>(r, out var known) ? known : (Role?)null).OfType<Role>().Distinct().ToList();
            if (name.Trim().Length is 0 or > 80 || roles.Count == 0) return Results.BadRequest();
            await station.Tell(Live.Facts.SignIn, SignInEndpoints.PersonOf(http.User), new { step = "link", what = name.Trim(), roles = roles.Select(r => r.ToString()) });
            var link = new Uri(options.Here, "/sign-in?secret=" + links.Issue(new Person(name.Trim(), roles))).ToString();
            return Results.LocalRedirect("/settings?issued=" + issued.Keep(name.Trim(), link));
        });
    }
}
