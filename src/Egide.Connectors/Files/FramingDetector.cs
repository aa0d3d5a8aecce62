namespace Egide.Connectors.Files;

/// <summary>Tells the framing of a file from its first bytes.</summary>
internal static class FramingDetector
{
    /// <param name="head">First bytes, UTF-8, without BOM.</param>
    /// <param name="delimiter">The delimiter when it is CSV.</param>
    public static Framing Detect(ReadOnlySpan<byte> head, out byte delimiter)
    {
        delimiter = 0;
        var text = head.TrimStart(" \t\r\n\0"u8);
        if (text.IsEmpty) return Framing.Lines;
        if (IsBinary(text)) return Framing.Binary;
        switch (text[0])
        {
            case (byte)'{':
                return IsJsonLines(text) ? Framing.JsonLines : Framing.Json;
            case (byte)'[' when IsJsonArray(text):
                return Framing.Json;
            case (byte)'<' when text.Length > 1:
                return char.IsAsciiDigit((char)text[1]) ? Framing.Syslog : Framing.Xml;
            case >= (byte)'0' and <= (byte)'9' when IsCounted(text):
                return Framing.Syslog;
            default:
                return CsvHeader.TryRead(text, out delimiter) ? Framing.Csv : Framing.Lines;
        }
    }

    /// <summary>UTF-16 by its BOM, or by NUL in every other byte of what starts as ASCII text; null when it is not.</summary>
    public static System.Text.Encoding? Utf16(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xFF, 0xFE])) return System.Text.Encoding.Unicode;
        if (head.StartsWith<byte>([0xFE, 0xFF])) return System.Text.Encoding.BigEndianUnicode;
        if (head.Length < 8) return null;
        var (even, odd) = (0, 0);
        var length = Math.Min(head.Length, 512) & ~1;
        for (var i = 0; i < length; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
        }

        if (even == 0 && odd * 10 > length * 4) return System.Text.Encoding.Unicode;
        return odd == 0 && even * 10 > length * 4 ? System.Text.Encoding.BigEndianUnicode : null;
    }

    private static bool IsBinary(ReadOnlySpan<byte> text)
    {
        var sample = text[..Math.Min(text.Length, 4096)];
        var control = 0;
        foreach (var b in sample)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x1E or 0x1B)) control++;
        }

        return control * 10 > sample.Length;
    }

    private static bool IsJsonLines(ReadOnlySpan<byte> text)
    {
        var line = text.IndexOf((byte)'\n');
        if (line < 0) line = text.Length;
        // One value and blanks: lines. A longer value, or several on the line, is for the scanner that follows depth.
        if (IsOneValue(text[..line], out var status)) return true;
        if (status == ScanStatus.Done) return false;
        // A broken first line must not make the others one value: the second tells, unless the first asks for more.
        var first = text[..line].TrimEnd(" \t\r\0"u8);
        if (first[^1] is (byte)',' or (byte)'[' or (byte)'{' or (byte)':') return false;
        var next = text[Math.Min(line + 1, text.Length)..];
        var length = next.IndexOf((byte)'\n');
        return next.StartsWith("{\""u8) && IsOneValue(length < 0 ? next : next[..length], out _);
    }

    private static bool IsOneValue(ReadOnlySpan<byte> line, out ScanStatus status)
    {
        var end = 0;
        status = new JsonScanner().Scan(line, ref end);
        return status == ScanStatus.Done && line[end..].Trim(" \t\r\0"u8).IsEmpty;
    }

    private static bool IsJsonArray(ReadOnlySpan<byte> text)
    {
        var inside = text[1..].TrimStart(" \t\r\n"u8);
        return inside.IsEmpty || inside[0] is (byte)'{' || (inside[0] == ']' && inside[1..].Trim(" \t\r\n\0"u8).IsEmpty);
    }

    private static bool IsCounted(ReadOnlySpan<byte> text)
    {
        var space = text.IndexOf((byte)' ');
        return space is > 0 and < 10 && space + 2 < text.Length && text[space + 1] == '<' && char.IsAsciiDigit((char)text[space + 2]);
    }
}
