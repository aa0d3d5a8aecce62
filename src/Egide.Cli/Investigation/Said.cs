using System.Globalization;

namespace Egide.Cli.Investigation;

/// <summary>Counts as the terminal says them, in the language of the run.</summary>
internal static class Said
{
    /// <summary>A number.</summary>
    public static string Number(long n) => n.ToString("N0", CultureInfo.GetCultureInfo(Language.Code == "en" ? "en-GB" : "fr-FR"));

    /// <summary>A number and its noun; French says one for nought too.</summary>
    public static string Count(long n, string oneFr, string manyFr, string oneEn, string manyEn) =>
        $"{Number(n)} {(Language.Code == "en" ? n == 1 ? oneEn : manyEn : n < 2 ? oneFr : manyFr)}";

    /// <summary>Files.</summary>
    public static string Files(long n) => Count(n, "fichier", "fichiers", "file", "files");
}
