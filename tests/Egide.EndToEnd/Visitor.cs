using System.Net;
using Egide.Web.SignIn;

namespace Egide.EndToEnd;

/// <summary>Somebody who comes to a site with a browser's cookies, and follows no redirection by herself.</summary>
internal sealed class Visitor : IDisposable
{
    private const string Token = "name=\"__RequestVerificationToken\" value=\"";

    public Visitor(Uri site) => Http = new HttpClient(new HttpClientHandler
    {
        CookieContainer = Cookies, AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    }) { BaseAddress = site };

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public static async Task<Visitor> SignedIn(Uri site, Links links, Person person)
    {
        var visitor = new Visitor(site);
        using var answer = await visitor.Enter(links, person);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    /// <summary>Uses a one-time link.</summary>
    public Task<HttpResponseMessage> Enter(Links links, Person person)
    {
        var secret = links.Issue(person);
        return Send("/sign-in?secret=" + secret, "/sign-in", ("secret", secret));
    }

    public Task<HttpResponseMessage> Get(string path) => Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public async Task<string> Text(string path) => WebUtility.HtmlDecode(await Http.GetStringAsync(path, TestContext.Current.CancellationToken));

    /// <summary>Sends a form with the token that stands in a page.</summary>
    public async Task<HttpResponseMessage> Send(string page, string to, params (string Name, string Value)[] fields)
    {
        var html = await Http.GetStringAsync(page, TestContext.Current.CancellationToken);
        var at = html.IndexOf(Token, StringComparison.Ordinal) + Token.Length;
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(new("__RequestVerificationToken", html[at..html.IndexOf('"', at)])));
        return await Http.PostAsync(to, content, TestContext.Current.CancellationToken);
    }

    public void Dispose() => Http.Dispose();
}
