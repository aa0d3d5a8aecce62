using static Egide.Report.Html.Marks;

namespace Egide.Report.Html;

/// <summary>A drawing: its frame, title and simple shapes, in a box that scrolls sideways on a narrow screen.</summary>
internal sealed class Plot
{
    /// <summary>Drawn for wide screens and paper, where a <see cref="Small"/> twin is drawn for narrow ones.</summary>
    public const string Large = "large";

    /// <summary>Drawn for screens too narrow for the <see cref="Large"/> one.</summary>
    public const string Small = "small";

    private readonly HtmlWriter _html;

    public Plot(HtmlWriter html, double width, double height, string title, string? size = null)
    {
        _html = html;
        Width = width;
        var id = html.NextId("t");
        html.Open("div", ("class", size is null ? "scroll plot" : "scroll plot " + size), ("role", "region"), ("tabindex", "0"), ("aria-label", title));
        html.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("role", "img"), ("aria-labelledby", id),
            ("viewBox", $"0 0 {Coordinate(width)} {Coordinate(height)}"));
        html.Element("title", title, ("id", id));
    }

    public double Width { get; }

    public void Line(double x1, double y1, double x2, double y2, string style) => _html.Element("line", null,
        ("x1", Coordinate(x1)), ("y1", Coordinate(y1)), ("x2", Coordinate(x2)), ("y2", Coordinate(y2)), ("class", style));

    public void Box(double x, double y, double width, double height, string style, string? title = null)
    {
        _html.Open("rect", ("x", Coordinate(x)), ("y", Coordinate(y)), ("width", Coordinate(width)), ("height", Coordinate(height)), ("class", style));
        if (title is not null) _html.Element("title", title);
        _html.Close();
    }

    public void Label(double x, double y, string text, string? anchor = null, string? style = null, int longest = 0)
    {
        var cut = longest > 0 && text.Length > longest;
        _html.Open("text", ("x", Coordinate(x)), ("y", Coordinate(y)), ("text-anchor", anchor), ("class", style));
        _html.Text(cut ? string.Concat(text.AsSpan(0, longest - 1), "…") : text);
        if (cut) _html.Element("title", text);
        _html.Close();
    }

    public void Group(string? title)
    {
        _html.Open("g");
        if (title is not null) _html.Element("title", title);
    }

    public void EndGroup() => _html.Close();

    public void End()
    {
        _html.Close();
        _html.Close();
    }
}
