namespace Egide.Report.Html;

/// <summary>A user agent in a few words: "Firefox 155, Windows". What is not known is shown as it is.</summary>
internal static class Browser
{
    private const int Longest = 60;
    private static readonly (string Mark, string Name)[] Products =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Version/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Short(string agent)
    {
        foreach (var (mark, name) in Products)
        {
            var at = agent.IndexOf(mark, StringComparison.Ordinal);
            if (at < 0 || !agent.StartsWith("Mozilla/", StringComparison.Ordinal)) continue;
            var version = agent[(at + mark.Length)..].TakeWhile(char.IsAsciiDigit).ToArray();
            var system = Array.Find(Systems, s => agent.Contains(s.Mark, StringComparison.Ordinal)).Name;
            return (version.Length == 0 ? name : $"{name} {new string(version)}") + (system is null ? "" : ", " + system);
        }

        return agent.Length <= Longest ? agent : string.Concat(agent.AsSpan(0, Longest - 1), "…");
    }
}
