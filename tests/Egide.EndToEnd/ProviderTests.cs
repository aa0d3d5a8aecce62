using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Egide.EndToEnd;

/// <summary>People who sign in with an OpenID provider that others wrote, in a real browser, at a real <c>egide serve</c>.</summary>
public sealed partial class ProviderTests(Browser browser, ProviderSite site) : IClassFixture<ProviderSite>
{
    // Once the address is there the test goes on by what the page holds: a load that was missed is not waited for.
    private static readonly PageWaitForURLOptions Arrived = new() { WaitUntil = WaitUntilState.Commit };

    [Fact]
    public async Task FourEyesFromTheRequestToTheJournal()
    {
        Assert.SkipWhen(site.Why is not null, site.Why ?? "");
        await using var claires = await Context();
        await using var deniss = await Context();
        var (claire, denis) = (await SignIn(claires, "claire"), await SignIn(deniss, "denis"));
        Assert.Contains("Claire Aubert", await claire.Locator(".who").InnerTextAsync(), StringComparison.Ordinal);
        await Go(claire, "/persons");
        await claire.GetByLabel("Identifiant").FillAsync("urn:oid:1.2.250.1.213.1.4.8|279035121518989");
        await claire.GetByLabel("Motif").FillAsync("plainte reçue le 24 novembre");
        await claire.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Demander" }).ClickAsync();
        await claire.GetByText("attend une deuxième personne").First.WaitForAsync();
        // She is an approver too, and has no button for her own.
        Assert.Equal(0, await claire.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Approuver" }).CountAsync());
        await Go(denis, "/persons");
        Assert.Equal(0, await denis.GetByLabel("Identifiant").CountAsync());
        var agree = (await denis.Locator("form[action$='/agree']").First.GetAttributeAsync("action"))!;
        Assert.Equal(403, await Post(claire, agree));
        Assert.Equal(403, (await Go(denis, agree[..^"/agree".Length])).Status);
        await Go(denis, "/persons");
        await denis.Locator($"form[action='{agree}'] button").ClickAsync();
        await denis.GetByText("approuvée par Denis Roche").First.WaitForAsync();
        await Go(claire, "/persons");
        await claire.Locator($"a[href='{agree[..^"/agree".Length]}']").ClickAsync();
        await claire.GetByText("Le journal ne montre aucun accès aux données de cette personne").WaitForAsync();
        var number = long.Parse(agree.Split('/')[2], CultureInfo.InvariantCulture);
        var told = (await site.Facts("view")).Where(f => f.Position == number || (long?)f.Fact["request"] == number).Select(f => ((string)f.Fact["step"]!, (string)f.Fact["by"]!));
        Assert.Equal([("asked", "Claire Aubert"), ("agreed", "Denis Roche"), ("shown", "Claire Aubert")], told);
        await using var agathes = await Context(bypass: true);
        var agathe = await SignIn(agathes, "agathe");
        Assert.Equal("/views", new Uri(agathe.Url).AbsolutePath);
        Assert.Equal(3, await agathe.GetByText("plainte reçue le 24 novembre").CountAsync());
        Assert.Equal(0, await agathe.GetByText("279035121518989").CountAsync());
        if (Axe.IsHere) Assert.Empty(await Axe.Faults(agathe));
        NothingSecretIsLogged();
    }

    [Fact]
    public async Task TwoPeopleOfOneNameAreTwoAndOneWithoutARoleIsToldWhatToAskFor()
    {
        Assert.SkipWhen(site.Why is not null, site.Why ?? "");
        await using var claires = await Context();
        var claire = await SignIn(claires, "claire");
        await Go(claire, "/persons");
        await claire.GetByLabel("Identifiant").FillAsync("x|1");
        await claire.GetByLabel("Motif").FillAsync("une raison assez longue");
        await claire.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Demander" }).ClickAsync();
        await using var others = await Context();
        var other = await SignIn(others, "homonyme");
        await Go(other, "/persons");
        var agree = (await other.Locator("form[action$='/agree']").First.GetAttributeAsync("action"))!;
        await other.Locator($"form[action='{agree}'] button").ClickAsync();
        await other.GetByText("approuvée par Claire Aubert").First.WaitForAsync();
        // Her name opens nothing: the request is another's.
        Assert.Equal(0, await other.Locator($"a[href='{agree[..^"/agree".Length]}']").CountAsync());
        await Go(other, agree[..^"/agree".Length]);
        await other.GetByText("Cette demande n’est pas la vôtre").WaitForAsync();

        await using var nemos = await Context();
        var nemo = await SignIn(nemos, "nemo");
        Assert.Equal("Vous n’avez pas de rôle dans Égide", await nemo.Locator("h1").InnerTextAsync());
        // His number is told; an address that nobody verified is not, and gave him no role.
        Assert.Contains("99700000015", await nemo.Locator("dl").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("denis.roche", await nemo.Locator("dl").InnerTextAsync(), StringComparison.Ordinal);
        await Go(nemo, "/persons");
        Assert.Equal("/sign-in", new Uri(nemo.Url).AbsolutePath);
        Assert.Contains(await site.Facts("sign-in"), f => (string)f.Fact["step"]! == "refused" && (string)f.Fact["by"]! == "Némo Inconnu");
        NothingSecretIsLogged();
    }

    [Fact]
    public async Task SignOutEndsTheSessionHereAndThereAndTheProviderEndsItHere()
    {
        Assert.SkipWhen(site.Why is not null, site.Why ?? "");
        await using var context = await Context();
        var page = await SignIn(context, "claire");
        var cookies = await context.CookiesAsync();
        var session = Assert.Single(cookies, c => c.Name == "egide");
        Assert.True(session.HttpOnly && session.SameSite == SameSiteAttribute.Strict);
        Assert.True(session.Value.Length < 400, "the cookie holds more than the session's name");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sortir" }).ClickAsync();
        // oidc-provider asks whether the session there is to end too.
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Yes, sign me out" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/sign-in"), Arrived);
        await context.AddCookiesAsync([new Microsoft.Playwright.Cookie { Name = "egide", Value = session.Value, Url = site.Serving.Url.ToString() }]);
        await Go(page, "/persons");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);

        // The provider's own sign-out, from elsewhere: it tells Égide by itself.
        await context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "egide" });
        await SignIn(page, "claire");
        await page.GotoAsync(site.Provider.Issuer + "/session/end");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Yes, sign me out" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/session/end/success"), Arrived);
        await Go(page, "/persons");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
        Assert.Contains(await site.Facts("sign-in"), f => (string)f.Fact["step"]! == "ended-by-provider");
        using var client = new Visitor(site.Serving.Url);
        using var forged = new FormUrlEncodedContent([new("logout_token", "eyJhbGciOiJub25lIn0.e30.")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.Http.PostAsync("/sign-out/provider", forged, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("none"), InlineData("state"), InlineData("nonce"), InlineData("correlation"), InlineData("acr"), InlineData("code")]
    public async Task AnAnswerThatThisBrowserDidNotAskForIsRefused(string what)
    {
        Assert.SkipWhen(site.Why is not null, site.Why ?? "");
        using var visitor = new Visitor(site.Serving.Url);
        var answer = await site.Answer(visitor, what == "acr" ? "faible" : "claire");
        switch (what)
        {
            case "state":
                answer = Regex.Replace(answer, "state=[^&]{20}", "state=AAAAAAAAAAAAAAAAAAAA");
                break;
            case "code":
                // Another person's code in one's own answer: who sends it has neither her verifier nor her nonce.
                using (var another = new Visitor(site.Serving.Url)) answer = Regex.Replace(answer, "code=[^&]+", Regex.Match(await site.Answer(another, "denis"), "code=[^&]+").Value);
                break;
            default:
                foreach (var cookie in visitor.Cookies.GetAllCookies().Where(c => c.Name.Contains(what, StringComparison.OrdinalIgnoreCase))) cookie.Expired = true;
                break;
        }

        using var said = await visitor.Get(answer);
        Assert.Equal(what == "none" ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, said.StatusCode);
        Assert.Equal(what == "none", visitor.Cookies.GetAllCookies().Any(c => c.Name == "egide"));
        if (what != "none") Assert.Contains("L’entrée a échoué", WebUtility.HtmlDecode(await said.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        NothingSecretIsLogged();
    }

    [Fact]
    public async Task ThePrintedLinkOpensTheSettingsAlone()
    {
        Assert.SkipWhen(site.Why is not null, site.Why ?? "");
        await using var context = await Context();
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Serving.Link.ToString());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Entrer" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/settings$"), Arrived);
        Assert.Equal(0, await page.Locator("form[action='/settings/links']").CountAsync());
        Assert.Equal(["Réglages"], await page.Locator("nav a").AllInnerTextsAsync());
        foreach (var path in new[] { "/", "/persons", "/accounts", "/views" })
            Assert.Equal(403, (await Go(page, path)).Status);
    }

    [Fact]
    public async Task WhatIsToldOutsideTheConsoleReadsWell()
    {
        Assert.SkipWhen(site.Why is not null, site.Why ?? "");
        Assert.SkipUnless(Axe.IsHere, "no npm");
        await using var context = await Context(bypass: true);
        var page = await context.NewPageAsync();
        await Read(page, "/sign-in", 200, "Entrer dans Égide");
        await Read(page, "/sign-in/provider/back?code=x&state=y", 400, "L’entrée a échoué");
        await SignIn(page, "agathe");
        await Read(page, "/persons", 403, "Cette page n’est pas pour vos rôles");
        await Read(page, "/nowhere", 404, "Cette page n’existe pas");
        await using var nemos = await Context(bypass: true);
        var nemo = await SignIn(nemos, "nemo");
        Assert.Empty(await Axe.Faults(nemo));
        await Picture(nemo, "no-role");
    }

    private async Task Read(IPage page, string path, int status, string title)
    {
        Assert.Equal(status, (await Go(page, path)).Status);
        Assert.Equal(title, await page.Locator("h1").InnerTextAsync());
        Assert.Empty(await Axe.Faults(page));
        await Picture(page, path.Split('?')[0].Trim('/').Replace('/', '-'));
    }

    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("EGIDE_PICTURES") is { } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"told-{name}.png") });
    }

    private void NothingSecretIsLogged()
    {
        foreach (var secret in new[] { Provider.Secret, "code=", "id_token", "eyJ" }) Assert.DoesNotContain(secret, site.Serving.Said, StringComparison.Ordinal);
    }
}
