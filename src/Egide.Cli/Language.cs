using System.CommandLine;

namespace Egide.Cli;

/// <summary>The language people read: French unless asked or the locale says English.</summary>
internal static class Language
{
    public static string Code { get; set; } = Default();

    public static Option<string> Option()
    {
        var option = new Option<string>("--lang") { Description = "fr | en" };
        option.AcceptOnlyFromAmong("fr", "en");
        return option;
    }

    public static string Text(string fr, string en) => Code == "en" ? en : fr;

    public static void Set(string? asked)
    {
        if (asked is not null) Code = asked;
    }

    private static string Default()
    {
        var locale = Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LC_MESSAGES") ?? Environment.GetEnvironmentVariable("LANG") ?? "";
        return locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "fr";
    }
}
