using System.Buffers;

namespace Egide.Report.Files;

/// <summary>
/// One CSV line (RFC 4180). Text from outside that a spreadsheet would run as a formula gets an apostrophe in front: addresses
/// and user agents are what the attacker sent. Numbers and words of ours are written as they are.
/// </summary>
internal static class CsvLine
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static void Write(TextWriter to, params ReadOnlySpan<string?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) to.Write(',');
            Field(to, fields[i]);
        }

        to.WriteLine();
    }

    /// <summary>Text from outside, made harmless: spreadsheets run what begins with = + - @, also behind a tab or a return.</summary>
    public static string? Outside(string? text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    private static void Field(TextWriter to, string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        if (!text.AsSpan().ContainsAny(Special))
        {
            to.Write(text);
            return;
        }

        to.Write('"');
        to.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        to.Write('"');
    }
}
