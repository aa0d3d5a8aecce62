using System.Buffers;

namespace Egide.Connectors.Files;

/// <summary>Steps over XML markup in bytes that may end anywhere: enough to find where elements end, nothing more.</summary>
internal static class XmlBoundaries
{
    private static readonly SearchValues<byte> AfterName = SearchValues.Create(" \t\r\n/>"u8);

    /// <summary>
    /// Goes over the construct at <paramref name="at"/>, which is at a <c>&lt;</c>: tag, comment, CDATA section,
    /// processing instruction or document type. False, and stays, when its end is not there.
    /// </summary>
    /// <param name="data">The bytes.</param>
    /// <param name="at">Start of the construct; then its end.</param>
    /// <param name="depth">+1 for a start tag, -1 for an end tag, else 0.</param>
    public static bool TryConstruct(ReadOnlySpan<byte> data, ref int at, out int depth)
    {
        depth = 0;
        var rest = data[at..];
        if (rest.StartsWith("<!--"u8)) return TryPass(data, ref at, 4, "-->"u8);
        if (rest.StartsWith("<![CDATA["u8)) return TryPass(data, ref at, 9, "]]>"u8);
        if (rest.StartsWith("<?"u8)) return TryPass(data, ref at, 2, "?>"u8);
        if (rest.StartsWith("<!"u8)) return TryDocumentType(data, ref at);
        return TryTag(data, ref at, out depth);
    }

    /// <summary>
    /// Goes over the element whose start tag is at <paramref name="at"/>. More, and stays, when its end is not there;
    /// Broken when markup closes more than it opened.
    /// </summary>
    public static ScanStatus Element(ReadOnlySpan<byte> data, ref int at)
    {
        var depth = 0;
        var end = at;
        do
        {
            var next = end < data.Length ? data[end..].IndexOf((byte)'<') : -1;
            if (next < 0) return ScanStatus.More;
            end += next;
            if (!TryConstruct(data, ref end, out var change)) return ScanStatus.More;
            depth += change;
            if (depth < 0) return ScanStatus.Broken;
        }
        while (depth > 0);
        at = end;
        return ScanStatus.Done;
    }

    /// <summary>Name without prefix of the tag at <paramref name="at"/>.</summary>
    public static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> data, int at)
    {
        var name = data[(at + 1)..];
        var length = name.IndexOfAny(AfterName);
        if (length >= 0) name = name[..length];
        return name[(name.IndexOf((byte)':') + 1)..];
    }

    /// <summary>Position of the next start tag from <paramref name="at"/>, other markup passed over; -1 when there is none before an end tag or the end.</summary>
    public static int NextStartTag(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length)
        {
            var next = data[at..].IndexOf((byte)'<');
            if (next < 0 || at + next + 1 >= data.Length) return -1;
            at += next;
            if (data[at + 1] == '/') return -1;
            if (data[at + 1] is not ((byte)'!' or (byte)'?')) return at;
            if (!TryConstruct(data, ref at, out _)) return -1;
        }

        return -1;
    }

    private static bool TryPass(ReadOnlySpan<byte> data, ref int at, int opening, ReadOnlySpan<byte> closing)
    {
        if (at + opening > data.Length) return false;
        var end = data[(at + opening)..].IndexOf(closing);
        if (end < 0) return false;
        at += opening + end + closing.Length;
        return true;
    }

    private static bool TryDocumentType(ReadOnlySpan<byte> data, ref int at)
    {
        var rest = data[at..];
        var end = rest.IndexOf((byte)'>');
        if (end < 0) return false;
        var subset = rest[..end].IndexOf((byte)'[');
        if (subset >= 0)
        {
            var close = rest[subset..].IndexOf((byte)']');
            if (close < 0) return false;
            var after = rest[(subset + close)..].IndexOf((byte)'>');
            if (after < 0) return false;
            end = subset + close + after;
        }

        at += end + 1;
        return true;
    }

    private static bool TryTag(ReadOnlySpan<byte> data, ref int at, out int depth)
    {
        depth = 0;
        var end = at + 1;
        while (end < data.Length)
        {
            var next = data[end..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'');
            if (next < 0) return false;
            end += next;
            if (data[end] == '>')
            {
                depth = data[at + 1] == '/' ? -1 : data[end - 1] == '/' ? 0 : 1;
                at = end + 1;
                return true;
            }

            var quote = data[(end + 1)..].IndexOf(data[end]);
            if (quote < 0) return false;
            end += quote + 2;
        }

        return false;
    }
}
