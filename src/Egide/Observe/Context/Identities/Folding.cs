using System.Globalization;
using System.Text;

namespace Egide.Observe.Context.Identities;

/// <summary>Texts as servers compare them: without case and accents, and further without punctuation and spaces.</summary>
internal static class Folding
{
    /// <summary>Upper case without accents; ligatures apart (Œ as OE).</summary>
    public static string Fold(string text)
    {
        if (System.Text.Ascii.IsValid(text)) return text.ToUpperInvariant();
        var folded = new StringBuilder(text.Length + 2);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            _ = c switch
            {
                'œ' or 'Œ' => folded.Append("OE"),
                'æ' or 'Æ' => folded.Append("AE"),
                'ß' or 'ẞ' => folded.Append("SS"),
                _ => folded.Append(char.ToUpperInvariant(c)),
            };
        }

        return folded.ToString();
    }

    /// <summary>Whether folding writes a letter of it as two, which not every server does.</summary>
    public static bool HasLigature(string text)
    {
        foreach (var c in text)
            if (c is 'œ' or 'Œ' or 'æ' or 'Æ' or 'ß' or 'ẞ') return true;
        return false;
    }

    /// <summary>Upper case without accents; ligatures kept.</summary>
    public static string FoldLetters(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(char.ToUpperInvariant(c));
        return folded.ToString();
    }

    /// <summary>Letters and digits of a folded text, nothing else.</summary>
    public static string Squeeze(string folded)
    {
        foreach (var c in folded)
        {
            if (!char.IsLetterOrDigit(c)) return new string([.. folded.Where(char.IsLetterOrDigit)]);
        }

        return folded;
    }

    /// <summary>Digits of a telephone number, the French prefix as its 0.</summary>
    public static string Phone(string number)
    {
        var digits = new string([.. number.Where(char.IsAsciiDigit)]);
        if (number.AsSpan().TrimStart().StartsWith("+33", StringComparison.Ordinal)) return "0" + digits[2..];
        return digits.StartsWith("0033", StringComparison.Ordinal) ? "0" + digits[4..] : digits;
    }
}
