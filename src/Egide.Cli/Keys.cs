namespace Egide.Cli;

/// <summary>Where the journal's signing key lies: outside the journal, readable by its owner only.</summary>
internal static class Keys
{
    public static string Default =>
        Environment.GetEnvironmentVariable("EGIDE_KEY") is { Length: > 0 } given ? given
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } config
            ? config : Path.Combine(Path.GetTempPath(), "egide-config"), "egide", "journal.key");
}
