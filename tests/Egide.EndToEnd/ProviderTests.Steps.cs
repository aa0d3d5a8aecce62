using Microsoft.Playwright;

namespace Egide.EndToEnd;

/// <summary>What the tests do again and again.</summary>
public sealed partial class ProviderTests
{
    private Task<IBrowserContext> Context(bool bypass = false) => browser.Chromium!.NewContextAsync(new BrowserNewContextOptions { Locale = "fr-FR", BypassCSP = bypass });

    private async Task<IPage> SignIn(IBrowserContext context, string account)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(10_000);
        await SignIn(page, account);
        return page;
    }

    private async Task SignIn(IPage page, string account)
    {
        await Go(page, "/");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Entrer avec Pro Santé Connect d’essai" }).ClickAsync();
        await page.GetByLabel("Account").FillAsync(account);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        // In, or told why not.
        await page.Locator("header.bar form, main dl").First.WaitForAsync();
    }

    private async Task<IResponse> Go(IPage page, string path) => (await page.GotoAsync(new Uri(site.Serving.Url, path).ToString()))!;

    /// <summary>Sends an empty form as the page itself would; the answer's status.</summary>
    private static Task<int> Post(IPage page, string path) => page.EvaluateAsync<int>(
        "path => fetch(path, { method: 'POST', body: new URLSearchParams({ __RequestVerificationToken: document.querySelector('[name=__RequestVerificationToken]').value }) }).then(answer => answer.status)", path);
}
