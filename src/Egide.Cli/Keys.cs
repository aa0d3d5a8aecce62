namespace Egide.Cli;

/// <summary>Where the journal's signing key lies: outside the journal, readable by its owner only.</summary>
internal static class Keys
{
    /// <summary>What <c>EGIDE_KEY</c> names, else a file in the user's configuration folder.</summary>
    /// <exception cref="ArgumentException">There is neither.</exception>
    public static string Default => In(Environment.GetEnvironmentVariable("EGIDE_KEY"),
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The same, from what the environment says. The temporary folder will not do: others write there, and it is emptied.</summary>
    public static string In(string? given, string configuration) =>
        !string.IsNullOrEmpty(given) ? given
        : Path.IsPathFullyQualified(configuration) ? Path.Combine(configuration, "egide", "journal.key")
        : throw new ArgumentException(Language.Text("Cet utilisateur n’a pas de dossier de configuration où garder la clé de signature : la nommer avec --key FICHIER ou EGIDE_KEY.",
            "This user has no configuration folder to keep the signing key in: name it with --key FILE or EGIDE_KEY."));
}
