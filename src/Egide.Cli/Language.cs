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

    /// <summary>Takes the language from the arguments and lets the parser's own messages be in it too.</summary>
    public static void Of(string[] args)
    {
        var at = Array.IndexOf(args, "--lang");
        if (at >= 0 && args.ElementAtOrDefault(at + 1) is "fr" or "en") Code = args[at + 1];
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(Code);
    }

    private static string Default()
    {
        var locale = Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LC_MESSAGES") ?? Environment.GetEnvironmentVariable("LANG") ?? "";
        return locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "fr";
    }
}
