using System.Globalization;
using Egide.Report.Html;
using Egide.Web.Live;
using Egide.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Egide.Web.Pages;

/// <summary>What every page has at hand: the state, the reader, her words; and the report's sections to write with.</summary>
public abstract class View : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    /// <summary>What runs.</summary>
    [Inject]
    public Station Station { get; set; } = null!;

    private protected Words Words => Tongue.WordsOf(Http);

    private protected Person Reader => SignInEndpoints.PersonOf(Http.User);

    private protected Snapshot Now => Station.Now;

    private protected string Say(string fr, string en) => Words.Say(fr, en);

    private static PageLinks Links { get; } = new(
        position => string.Create(CultureInfo.InvariantCulture, $"/journal?position={position}#verify"),
        (incident, category) => $"/incidents/{Uri.EscapeDataString(incident)}/evidence{(category is null ? "" : "?category=" + Uri.EscapeDataString(category))}");

    // What stands between a sentence and what follows it in a list.
    private protected const string Dash = " – ";

    // French sets a space before it.
    private protected string Colon => Say("\u00A0: ", ": ");

    /// <summary>Sections of the report, as they stand in it.</summary>
    private protected MarkupString Told(Action<Page> write, int level = 2)
    {
        using var text = new StringWriter();
        write(new Page(new HtmlWriter(text), Words, Now.Dossier, level) { Links = Links });
        return new MarkupString(text.ToString());
    }
}
