using System.Globalization;
using Egide.Detect;

namespace Egide.Report.Html;

/// <summary>What every section writes with: the markup, the words, the dossier, and how deep its headings are.</summary>
internal sealed record Page(HtmlWriter Html, Words Words, Dossier Dossier, int Level)
{
    /// <summary>Where the console leads to; null in a report, which leads nowhere.</summary>
    public PageLinks? Links { get; init; }

    /// <summary>Opens a section with its heading.</summary>
    public void Section(string fr, string en)
    {
        var id = Html.NextId("s");
        Html.Open("section", ("aria-labelledby", id));
        Html.Element("h" + Level.ToString(CultureInfo.InvariantCulture), Words.Say(fr, en), ("id", id));
    }

    public void Close() => Html.Close();

    public void Paragraph(string fr, string en, string? style = null) => Html.Element("p", Words.Say(fr, en), ("class", style));

    /// <summary>Opens a table that scrolls sideways by itself, with its caption and column headings.</summary>
    public void Table(string caption, params ReadOnlySpan<string> columns)
    {
        Html.Open("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption));
        Html.Open("table");
        Html.Element("caption", caption);
        Html.Open("thead");
        Html.Open("tr");
        foreach (var column in columns) Html.Element("th", column, ("scope", "col"));
        Html.Close();
        Html.Close();
        Html.Open("tbody");
        Html.Columns = columns.ToArray();
    }

    public void EndTable()
    {
        Html.Columns = [];
        Html.Close();
        Html.Close();
        Html.Close();
    }

    public void Cells(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts) Html.Element("td", text);
    }

    /// <summary>A number cell.</summary>
    public void Number(long value) => Html.Element("td", Words.Number(value), ("class", "n"));

    /// <summary>The first cell of a row, which names it.</summary>
    public void RowHead(string? text) => Html.Element("th", text, ("scope", "row"));

    /// <summary>A verdict: its mark and its word.</summary>
    public void Verdict(SessionVerdict verdict)
    {
        Html.Open("span", ("class", "v " + Marks.Class(verdict)));
        Html.Open("svg", ("class", "mark"), ("viewBox", "0 0 14 14"), ("aria-hidden", "true"));
        Marks.Draw(Html, verdict, 7, 7, 5);
        Html.Close();
        Html.Text(Words.Verdict(verdict));
        Html.Close();
    }

    /// <summary>What each mark stands for, under a plot.</summary>
    public void Legend()
    {
        Html.Open("p", ("class", "legend"));
        Verdict(SessionVerdict.Intruder);
        Verdict(SessionVerdict.Undecided);
        Verdict(SessionVerdict.Carer);
        Html.Close();
    }

    /// <summary>The name of an organisation, with its key when it has a name.</summary>
    public string Organisation(string key)
    {
        if (key == "?") return Words.Say("non désigné", "not named");
        return Dossier.OrganisationNames.TryGetValue(key, out var name) && name != key ? $"{name} ({key})" : key;
    }

    /// <summary>A cell of journal positions, the first ones.</summary>
    public void Positions(IReadOnlyList<long> evidence)
    {
        const int shown = 6;
        Html.Open("td", ("class", "positions"));
        foreach (var (i, position) in evidence.Take(shown).Index())
        {
            if (i > 0) Html.Text(", ");
            var text = position.ToString(CultureInfo.InvariantCulture);
            if (Links is null) Html.Text(text);
            else Html.Element("a", text, ("href", Links.Position(position)));
        }

        if (evidence.Count > shown) Html.Text(" … +" + Words.Number(evidence.Count - shown));
        Html.Close();
    }
}
