using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Egide.EndToEnd;

/// <summary>axe-core, at the version of <c>axe/package-lock.json</c>: finds what keeps people with disabilities out (WCAG 2.2 AA).</summary>
internal static class Axe
{
    private const string Rules = """{ "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }""";
    private static readonly Lazy<string?> Script = new(Install);

    public static bool IsHere => Script.Value is not null;

    /// <summary>What it finds wrong on a page, a line each.</summary>
    public static async Task<IReadOnlyList<string>> Faults(IPage page)
    {
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = Script.Value });
        var found = await page.EvaluateAsync<JsonElement>($"axe.run(document, {Rules}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary.split('\\n')[1]).join(' | ')))");
        return [.. found.EnumerateArray().Select(f => f.GetString()!)];
    }

    private static string? Install()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "axe");
        var script = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(script))
        {
            try
            {
                using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
                npm.WaitForExit();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }

        return File.Exists(script) ? File.ReadAllText(script) : null;
    }
}
