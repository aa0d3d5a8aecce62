using System.Globalization;
using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>The three marks, told apart by shape as well as by colour: intruder a diamond, carer a circle, undecided a square.</summary>
internal static class Marks
{
    public static string Class(SessionVerdict verdict) => verdict switch
    {
        SessionVerdict.Intruder => "intruder",
        SessionVerdict.Carer => "carer",
        _ => "undecided",
    };

    public static void Draw(HtmlWriter html, SessionVerdict verdict, double x, double y, double r)
    {
        var style = ("class", (string?)Class(verdict));
        switch (verdict)
        {
            case SessionVerdict.Intruder:
                html.Element("path", null, ("d", FormattableString.Invariant(
                    $"M{x:0.#} {y - r:0.#}L{x + r:0.#} {y:0.#}L{x:0.#} {y + r:0.#}L{x - r:0.#} {y:0.#}Z")), style);
                break;
            case SessionVerdict.Carer:
                html.Element("circle", null, ("cx", Coordinate(x)), ("cy", Coordinate(y)), ("r", Coordinate(r * 0.8)), style);
                break;
            default:
                html.Element("rect", null, ("x", Coordinate(x - (r * 0.75))), ("y", Coordinate(y - (r * 0.75))),
                    ("width", Coordinate(r * 1.5)), ("height", Coordinate(r * 1.5)), style);
                break;
        }
    }

    public static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
