namespace Egide.Detect.Models.Freeman;

/// <summary>
/// A user agent without its versions, so that an update is no change: browser, operating system, device class. A small
/// set of own rules over the tokens that RFC 9110 section 10.1.5 lets clients send; what is not recognised keeps its
/// product name.
/// </summary>
/// <param name="Browser">"Firefox", "Chrome", "Edge", "Safari", … or the first product's name.</param>
/// <param name="Os">"Windows", "macOS", "iOS", "Android", "Linux", "ChromeOS" or "other".</param>
/// <param name="Device">"desktop", "mobile", "tablet", "program" or "unknown".</param>
public sealed record AgentFamily(string Browser, string Os, string Device)
{
    private static readonly AgentFamily None = new("none", "other", "unknown");

    // First match wins: browsers built on others name those too.
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edge/", "Edge"), ("OPR/", "Opera"), ("Opera", "Opera"),
        ("SamsungBrowser/", "Samsung"), ("Vivaldi/", "Vivaldi"), ("YaBrowser/", "Yandex"), ("Electron/", "Electron"),
        ("HeadlessChrome/", "HeadlessChrome"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Firefox/", "Firefox"),
        ("Thunderbird/", "Thunderbird"), ("Chrome/", "Chrome"), ("Trident/", "InternetExplorer"), ("MSIE ", "InternetExplorer"),
        ("Version/", "Safari"), ("AppleWebKit/", "WebKit"),
    ];

    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iOS"), ("iPad", "iOS"), ("CrOS", "ChromeOS"), ("Android", "Android"),
        ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Darwin", "macOS"), ("Linux", "Linux"), ("X11", "Linux"),
    ];

    /// <summary>The whole as one value: "Firefox/Windows/desktop".</summary>
    public string Family { get; } = $"{Browser}/{Os}/{Device}";

    /// <summary>Reads a <c>User-Agent</c> header; empty gives "none".</summary>
    public static AgentFamily Of(ReadOnlySpan<char> userAgent)
    {
        var text = userAgent.Trim();
        if (text.IsEmpty || text is "-") return None;
        var browser = First(Browsers, text);
        var os = First(Systems, text) ?? "other";
        return new AgentFamily(browser ?? Product(text), os, DeviceOf(text, browser, os));
    }

    private static string DeviceOf(ReadOnlySpan<char> text, string? browser, string os)
    {
        if (browser is null or "HeadlessChrome") return "program";
        if (Has(text, "iPad") || Has(text, "Tablet") || os == "Android" && !Has(text, "Mobile")) return "tablet";
        if (Has(text, "Mobile") || os is "iOS" or "Android") return "mobile";
        return os == "other" ? "unknown" : "desktop";
    }

    private static string? First((string Token, string Name)[] rules, ReadOnlySpan<char> text)
    {
        foreach (var (token, name) in rules)
        {
            if (Has(text, token)) return name;
        }
        return null;
    }

    /// <summary>The first product's name, up to its version: letters only as far as they go, at most 32.</summary>
    private static string Product(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny("/ (;");
        var name = end > 0 ? text[..end] : text;
        var digits = name.IndexOfAnyInRange('0', '9');
        if (digits > 0) name = name[..digits].TrimEnd("-_.");
        return name[..Math.Min(32, name.Length)].ToString();
    }

    private static bool Has(ReadOnlySpan<char> text, string token) => text.Contains(token, StringComparison.Ordinal);
}
