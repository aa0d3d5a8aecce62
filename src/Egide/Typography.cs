using System.Globalization;

namespace Egide;

/// <summary>How French and English write numbers and marks; spelled out, so that no machine's locale data changes what is said.</summary>
internal static class Typography
{
    public static readonly NumberFormatInfo FrenchNumbers = new() { NumberGroupSeparator = "\u202F", NumberDecimalSeparator = "," };

    public static readonly NumberFormatInfo EnglishNumbers = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = "." };

    /// <summary>Spaces that do not break, narrow where French has them narrow, before ; : ! ? % and within « ».</summary>
    public static string French(string text) => text
        .Replace(" ;", "\u202F;", StringComparison.Ordinal).Replace(" ?", "\u202F?", StringComparison.Ordinal)
        .Replace(" !", "\u202F!", StringComparison.Ordinal).Replace(" :", "\u00A0:", StringComparison.Ordinal)
        .Replace(" %", "\u202F%", StringComparison.Ordinal).Replace("« ", "«\u202F", StringComparison.Ordinal)
        .Replace(" »", "\u202F»", StringComparison.Ordinal);

    /// <summary>A number and what agrees with it; French says one for nought too.</summary>
    public static string French(long n, string one, string many) => n.ToString("N0", FrenchNumbers) + "\u00A0" + (n < 2 ? one : many);

    /// <summary>A number and what agrees with it.</summary>
    public static string English(long n, string one, string many) => n.ToString("N0", EnglishNumbers) + " " + (n == 1 ? one : many);

    /// <summary>A number alone.</summary>
    public static string French(long n) => n.ToString("N0", FrenchNumbers);

    /// <summary>A number alone.</summary>
    public static string English(long n) => n.ToString("N0", EnglishNumbers);
}
