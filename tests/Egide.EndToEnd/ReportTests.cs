using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Egide.EndToEnd.Browser))]

namespace Egide.EndToEnd;

/// <summary>The report of the sample, in a real browser.</summary>
public sealed class ReportTests(Sample sample, Browser browser)
{
    [Theory]
    [InlineData("fr", 360), InlineData("fr", 1280), InlineData("en", 360), InlineData("en", 1280)]
    public async Task TheReportReadsWell(string language, int width)
    {
        if (browser.Chromium is not { } chromium)
        {
            Assert.Skip("No /usr/bin/chromium.");
            return;
        }

        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        var loaded = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") faults.Add(message.Text);
        };
        page.PageError += (_, fault) => faults.Add(fault);
        page.Request += (_, request) => loaded.Add(request.Url);
        await page.GotoAsync(new Uri(Path.Combine(language == "fr" ? sample.French : sample.English, "report.html")).AbsoluteUri);

        Assert.Empty(faults);
        Assert.Single(loaded, url => !url.StartsWith("data:", StringComparison.Ordinal));
        Assert.NotEmpty(await page.TitleAsync());
        Assert.Equal(language, await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page is wider than the window");
        var picture = await page.ScreenshotAsync();
        var blank = await Blank(context);
        Assert.True(picture.Length > 3 * blank.Length, $"a picture of {picture.Length} bytes; of a blank page {blank.Length}");
    }

    private static async Task<byte[]> Blank(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<p></p>");
        return await page.ScreenshotAsync();
    }
}
