using System.Text;

namespace Egide.Connectors.Wire;

/// <summary>Gives an XML document in UTF-8 and without byte order mark, whatever it was written in.</summary>
internal static class XmlEncoding
{
    private const int LongestDeclaration = 200;

    /// <summary>
    /// <paramref name="record"/> itself when it is UTF-8 (declared, or nothing declared), else a copy of it;
    /// an encoding that is not known is read as UTF-8.
    /// </summary>
    public static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> record)
    {
        if (record.StartsWith("\uFEFF"u8)) return record[3..];
        if (record.StartsWith<byte>([0xFF, 0xFE])) return Copy(record[2..], Encoding.Unicode);
        if (record.StartsWith<byte>([0xFE, 0xFF])) return Copy(record[2..], Encoding.BigEndianUnicode);
        if (record.StartsWith("<\0?\0"u8)) return Copy(record, Encoding.Unicode);
        if (record.StartsWith("\0<\0?"u8)) return Copy(record, Encoding.BigEndianUnicode);
        return Declared(record) is { } encoding ? Copy(record, encoding) : record;
    }

    // Null when nothing, UTF-8 or its subset US-ASCII is declared.
    private static Encoding? Declared(ReadOnlySpan<byte> record)
    {
        if (!record.StartsWith("<?xml"u8)) return null;
        var declaration = record[..Math.Min(record.Length, LongestDeclaration)];
        var end = declaration.IndexOf("?>"u8);
        var at = declaration.IndexOf("encoding"u8);
        if (at < 0 || at > end) return null;
        var name = declaration[(at + 8)..end].Trim(" \t\r\n="u8);
        if (name.Length < 2) return null;
        name = name[1..];
        name = name[..Math.Max(0, name.IndexOfAny((byte)'"', (byte)'\''))];
        if (Ascii.EqualsIgnoreCase(name, "utf-8"u8) || Ascii.EqualsIgnoreCase(name, "utf8"u8) || Ascii.EqualsIgnoreCase(name, "us-ascii"u8))
            return null;
        // What is read here as bytes cannot be UTF-16, whatever it says.
        return Ascii.EqualsIgnoreCase(name, "iso-8859-1"u8) ? Encoding.Latin1
            : CodePagesEncodingProvider.Instance.GetEncoding(Encoding.ASCII.GetString(name));
    }

    private static byte[] Copy(ReadOnlySpan<byte> record, Encoding from) => Encoding.UTF8.GetBytes(from.GetString(record));
}
