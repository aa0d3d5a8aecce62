using System.Buffers.Text;
using System.Text;

namespace Egide.Connectors.Wire;

/// <summary>Removes the escapes of a JSON string without ever throwing: a lone surrogate becomes U+FFFD.</summary>
internal static class JsonText
{
    /// <summary>Writes the text of <paramref name="escaped"/> (what stands between the quotes) and returns its length.</summary>
    /// <param name="escaped">Escapes well formed, as a JSON reader leaves them.</param>
    /// <param name="into">At least as long as <paramref name="escaped"/>.</param>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> into)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0 || plain + 1 >= escaped.Length) plain = escaped.Length;
            escaped[..plain].CopyTo(into[written..]);
            written += plain;
            if (plain == escaped.Length) return written;
            escaped = escaped[plain..];
            if (escaped[1] == 'u')
            {
                var rune = Unicode(ref escaped);
                written += rune.EncodeToUtf8(into[written..]);
                continue;
            }

            into[written++] = escaped[1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                var other => other,
            };
            escaped = escaped[2..];
        }
    }

    private static Rune Unicode(ref ReadOnlySpan<byte> escaped)
    {
        var high = Unit(ref escaped);
        if (!char.IsHighSurrogate(high)) return Rune.TryCreate(high, out var rune) ? rune : Rune.ReplacementChar;
        if (escaped.Length < 6 || escaped[0] != '\\' || escaped[1] != 'u') return Rune.ReplacementChar;
        var rest = escaped;
        var low = Unit(ref rest);
        if (!Rune.TryCreate(high, low, out var pair)) return Rune.ReplacementChar;
        escaped = rest;
        return pair;
    }

    private static char Unit(ref ReadOnlySpan<byte> escaped)
    {
        var digits = escaped.Length < 6 ? [] : escaped[2..6];
        escaped = escaped[Math.Min(6, escaped.Length)..];
        return Utf8Parser.TryParse(digits, out ushort unit, out var used, 'x') && used == 4 ? (char)unit : '\uFFFD';
    }
}
