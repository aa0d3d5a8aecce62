using System.Globalization;
using System.Text.RegularExpressions;
using Egide.Report.Html;

namespace Egide.Tests.Report;

/// <summary>Contrast as WCAG 2.2 computes it: 4.5 for text, 3 for the shapes of a drawing.</summary>
public class ReportStyleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Text_and_shapes_stand_out_in_light_dark_and_print(int theme)
    {
        var colours = Theme(theme);
        foreach (var text in (string[])["ink", "quiet", "intruder", "carer", "undecided"])
        {
            Assert.True(Contrast(colours[text], colours["paper"]) >= 4.5, $"{text} on paper");
        }

        foreach (var heat in (string[])["h1", "h2", "h3", "h4", "h5"]) Assert.True(Contrast(colours["ink"], colours[heat]) >= 4.5, $"ink on {heat}");
        Assert.True(Contrast(colours["ink"], colours["soft"]) >= 4.5, "ink on soft");
    }

    [Fact]
    public void Nothing_is_loaded_and_no_markup_is_in_the_style()
    {
        Assert.DoesNotContain("url(", ReportStyle.Css, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", ReportStyle.Css, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(-1, ReportStyle.Css.AsSpan().IndexOfAny('<', '&'));
    }

    // Each :root block lays its colours over the light ones.
    private static Dictionary<string, string> Theme(int index)
    {
        var blocks = Regex.Matches(ReportStyle.Css, @":root\{([^}]*)\}").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(3, blocks.Count);
        var colours = new Dictionary<string, string>();
        foreach (var block in (string[])[blocks[0], blocks[index]])
        {
            foreach (Match match in Regex.Matches(block, "--(\\w+):#([0-9a-f]{3,6})")) colours[match.Groups[1].Value] = match.Groups[2].Value;
        }

        return colours;
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        if (hex.Length == 3) hex = string.Concat(hex.Select(c => new string(c, 2)));
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
