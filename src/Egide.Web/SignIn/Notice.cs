using System.Text;
using Egide.Report.Html;
using Egide.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.SignIn;

/// <summary>A page of a few sentences outside the console: an answer to somebody who is not in, or not yet.</summary>
internal sealed record Notice(Text Title, IReadOnlyList<Text> Sentences)
{
    /// <summary>Where its link leads; null for none.</summary>
    public (string Url, Text Says)? Link { get; init; }

    /// <summary>Names and values told below the sentences.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>Whether the browser follows the link by itself: a page of ours that does so is what lets a strict cookie be sent, and a form's policy hold, where a redirection would not.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Writes it as the answer.</summary>
    public async Task Write(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(Html(Tongue.WordsOf(http)), Encoding.UTF8);
    }

    private string Html(Words words)
    {
        using var text = new StringWriter();
        var html = new HtmlWriter(text);
        html.DocType();
        html.Open("html", ("lang", words.Language));
        html.Open("head");
        text.Write("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"stylesheet\" href=\"/console.css\"><link rel=\"icon\" href=\"data:,\">");
        if (GoesOn && Link is { } next) text.Write($"<meta http-equiv=\"refresh\" content=\"0;url={HtmlWriter.Encode(next.Url)}\">");
        html.Element("title", words.Of(Title) + " – Égide");
        html.Close();
        html.Open("body");
        html.Open("main");
        html.Element("h1", words.Of(Title));
        foreach (var sentence in Sentences) html.Element("p", words.Of(sentence));
        if (Facts.Count > 0)
        {
            html.Open("dl", ("class", "proof"));
            foreach (var (name, value) in Facts)
            {
                html.Element("dt", name);
                html.Element("dd", value);
            }

            html.Close();
        }

        if (Link is { } link)
        {
            html.Open("p");
            html.Element("a", words.Of(link.Says), ("href", link.Url));
            html.Close();
        }

        html.Close();
        html.Close();
        html.Close();
        return text.ToString();
    }
}
