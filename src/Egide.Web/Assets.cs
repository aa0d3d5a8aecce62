using System.Reflection;
using Egide.Report.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Egide.Web;

/// <summary>The console's one style sheet and one script, from the assembly.</summary>
internal static class Assets
{
    private static readonly string Style = ReportStyle.Css + Read("console.css");
    private static readonly string Script = Read("console.js");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/console.css", () => Results.Text(Style, "text/css; charset=utf-8"));
        app.MapGet("/console.js", () => Results.Text(Script, "text/javascript; charset=utf-8"));
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
