using Microsoft.Playwright;

namespace Egide.EndToEnd;

/// <summary>The console over the running demonstration, in a real browser: the incident comes by itself, every page reads well.</summary>
public sealed class ConsoleTests(Browser browser) : IDisposable
{
    private static readonly string[] Pages = ["/", "/incidents", "/incidents/INC-1", "/incidents/INC-1/evidence", "/incidents/INC-1/evidence?category=identity.name", "/accounts", "/persons", "/sources", "/journal", "/views", "/settings"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheDemonstrationsIncidentAppearsByItselfAndEveryPageReadsWell()
    {
        await using var serving = await Serving.Start("--demo", "--data", _folder["data"], "--key", _folder["key"]);
        if (browser.Chromium is not { } chromium)
        {
            Assert.Skip("No /usr/bin/chromium.");
            return;
        }

        await using var signedIn = await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "fr-FR", ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var first = await signedIn.NewPageAsync();
        var faults = new List<string>();
        first.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") faults.Add(message.Text);
        };
        await first.GotoAsync(serving.Link.ToString());
        await first.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Entrer" }).ClickAsync();
        // No one reloads: the page hears of it.
        await first.Locator("article.case h2 a").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 90_000 });
        Assert.Empty(faults);
        await Verify(first, serving.Url);
        var person = await SeenByTwo(chromium, first, serving.Url);
        Assert.Empty(await Looks(chromium, signedIn, serving.Url, [.. Pages, person, "/sign-in"]));
        if (!Axe.IsHere) Assert.Skip("axe-core cannot be installed here: all was looked at but accessibility.");
    }

    private static async Task Verify(IPage page, Uri url)
    {
        await page.GotoAsync(new Uri(url, "/journal").ToString());
        await page.GetByLabel("Position").FillAsync("17");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Vérifier" }).ClickAsync();
        await page.GetByText("Vérifié : signature bonne").WaitForAsync(new LocatorWaitForOptions { Timeout = 10_000 });
    }

    // One asks who saw a patient of the sample region, another whom she gave a link agrees; the answer's page.
    private static async Task<string> SeenByTwo(IBrowser chromium, IPage page, Uri url)
    {
        await page.GotoAsync(new Uri(url, "/persons").ToString());
        await page.GetByLabel("Identifiant").FillAsync("urn:oid:1.2.250.1.999.101.1.2|100000061");
        await page.GetByLabel("Motif").FillAsync("plainte reçue par le délégué");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Demander" }).ClickAsync();
        await page.GotoAsync(new Uri(url, "/settings").ToString());
        await page.GetByLabel("Nom").FillAsync("Denis");
        await page.GetByLabel("approbateur").CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Faire le lien" }).ClickAsync();
        var link = await page.Locator("p.story code").InnerTextAsync();
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "fr-FR" });
        var other = await context.NewPageAsync();
        await other.GotoAsync(link);
        await other.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Entrer" }).ClickAsync();
        await other.GotoAsync(new Uri(url, "/persons").ToString());
        await other.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Approuver" }).ClickAsync();
        await page.GotoAsync(new Uri(url, "/persons").ToString());
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Voir" }).ClickAsync();
        await page.Locator("tbody tr").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 10_000 });
        // The registry's own events name no account: that is no access without a reason.
        var unsaid = page.Locator("tbody tr", new PageLocatorOptions { HasText = "non dit par la source" });
        Assert.NotEqual(0, await unsaid.CountAsync());
        Assert.Equal(await unsaid.CountAsync(), await unsaid.Filter(new LocatorFilterOptions { HasText = "La source ne dit pas qui a eu accès." }).CountAsync());
        return new Uri(page.Url).AbsolutePath;
    }

    private async Task<List<string>> Looks(IBrowser chromium, IBrowserContext signedIn, Uri url, IReadOnlyList<string> pages)
    {
        var wrong = new List<string>();
        var pictures = Environment.GetEnvironmentVariable("EGIDE_PICTURES");
        foreach (var (language, scheme, width) in new[] { ("fr", ColorScheme.Light, 1280), ("fr", ColorScheme.Dark, 1280), ("en", ColorScheme.Light, 1280), ("en", ColorScheme.Dark, 1280), ("fr", ColorScheme.Light, 360) })
        {
            await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions
            {
                StorageState = await signedIn.StorageStateAsync(), ColorScheme = scheme, BypassCSP = true, ViewportSize = new ViewportSize { Width = width, Height = 900 },
            });
            var page = await context.NewPageAsync();
            foreach (var path in pages)
            {
                var answer = await page.GotoAsync(new Uri(url, $"{path}?lang={language}").ToString());
                var here = $"{path} {language} {scheme} {width}: ";
                if (answer!.Status != 200) wrong.Add(here + answer.Status);
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width) wrong.Add(here + "wider than the window");
                if (await page.Locator("h1").CountAsync() != 1) wrong.Add(here + "not one h1");
                // On a narrow page the head of a table is not shown: each cell says what it holds.
                if (width < 600 && await page.Locator("tbody td:not([data-label]), tbody th:not([data-label])").CountAsync() > 0) wrong.Add(here + "cells that do not say what they hold");
                if (Axe.IsHere) wrong.AddRange((await Axe.Faults(page)).Select(fault => here + fault));
                if (pictures is not null) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(pictures, $"{(path == "/" ? "now" : path.Trim('/').Replace('/', '-'))}_{language}_{scheme}_{width}.png"), FullPage = true });
            }
        }

        return wrong;
    }
}
