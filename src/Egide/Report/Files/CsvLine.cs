using System.Buffers;

namespace Egide.Report.Files;

/// <summary>
/// One CSV line (RFC 4180). A field that a spreadsheet would run as a formula gets an apostrophe in front: addresses
/// and user agents are what the attacker sent.
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

    // A minus or a plus alone is left: session ids in base64 begin with them, and -1 is a number.
    private static bool IsFormula(string text) => text.Length > 0
        && (text[0] is '=' or '@' or '\t' or '\r' || (text[0] is '+' or '-' && text.AsSpan().ContainsAny("(!|\"")));

    private static void Field(TextWriter to, string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        if (IsFormula(text)) text = "'" + text;
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
