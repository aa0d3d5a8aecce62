using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Egide.Connectors.Wire;

/// <summary>Resolves references and line ends in XML character data.</summary>
internal static class XmlText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("&\r"u8);
    private static readonly SearchValues<byte> AttributeSpecial = SearchValues.Create("&\r\n\t"u8);

    /// <summary>Whether <paramref name="text"/>, found between tags, is its own value.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAny(Special);

    /// <summary>The value of an attribute written as <paramref name="raw"/>: itself, or resolved into <paramref name="scratch"/>.</summary>
    public static ReadOnlySpan<byte> Attribute(ReadOnlySpan<byte> raw, Utf8Scratch scratch)
    {
        if (!raw.ContainsAny(AttributeSpecial)) return raw;
        var into = scratch.Take(raw.Length);
        return into[..Write(raw, into, blanksToSpaces: true, references: true)];
    }

    /// <summary>Writes the value of text found between tags and returns its length.</summary>
    /// <param name="raw">As written.</param>
    /// <param name="into">At least as long.</param>
    /// <param name="cdata">Whether it is a CDATA section, where an ampersand is an ampersand.</param>
    public static int Resolve(ReadOnlySpan<byte> raw, Span<byte> into, bool cdata) =>
        Write(raw, into, blanksToSpaces: false, references: !cdata);

    private static int Write(ReadOnlySpan<byte> raw, Span<byte> into, bool blanksToSpaces, bool references)
    {
        var written = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var b = raw[i];
            if (b == '&' && references && Reference(raw[i..], into[written..], out var used, out var length))
            {
                i += used - 1;
                written += length;
                continue;
            }

            if (b == '\r')
            {
                if (i + 1 < raw.Length && raw[i + 1] == '\n') i++;
                b = (byte)'\n';
            }

            into[written++] = blanksToSpaces && (b is (byte)'\n' or (byte)'\t') ? (byte)' ' : b;
        }

        return written;
    }

    // False when it is no reference known without a DTD: the ampersand then stands for itself.
    private static bool Reference(ReadOnlySpan<byte> raw, Span<byte> into, out int used, out int length)
    {
        length = 0;
        var end = raw[..Math.Min(raw.Length, 12)].IndexOf((byte)';');
        used = end + 1;
        if (end < 2) return false;
        var name = raw[1..end];
        if (name[0] == '#') return Character(name[1..], into, out length);
        into[0] = name switch
        {
            [(byte)'l', (byte)'t'] => (byte)'<',
            [(byte)'g', (byte)'t'] => (byte)'>',
            [(byte)'a', (byte)'m', (byte)'p'] => (byte)'&',
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => (byte)'"',
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => (byte)'\'',
            _ => 0,
        };
        length = 1;
        return into[0] != 0;
    }

    private static bool Character(ReadOnlySpan<byte> digits, Span<byte> into, out int length)
    {
        var hexadecimal = digits.Length > 1 && digits[0] == 'x';
        if (hexadecimal) digits = digits[1..];
        var read = Utf8Parser.TryParse(digits, out uint code, out var consumed, hexadecimal ? 'x' : 'D') && consumed == digits.Length;
        length = 0;
        if (!read) return false;
        length = (Rune.TryCreate(code, out var rune) && code != 0 ? rune : Rune.ReplacementChar).EncodeToUtf8(into);
        return true;
    }
}
