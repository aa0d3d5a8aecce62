namespace Egide.Connectors.Atna;

/// <summary>How a message's beginning looks on a connection.</summary>
internal static class SyslogStart
{
    /// <summary>What <see cref="Count"/> gives when more must be seen.</summary>
    public const int TooShort = -1;

    /// <summary>No beginning takes more octets than this.</summary>
    public const int Longest = 16;
    private const int LongestCount = 9;
    private const int LookedAt = 64;

    /// <summary>What stands between messages and belongs to none.</summary>
    public static ReadOnlySpan<byte> Blanks => " \t\r\n\0"u8;

    /// <summary>Length of <c>digits SP</c> before a <c>&lt;</c>; 0 when there is none, <see cref="TooShort"/> when it may yet be one.</summary>
    public static int Count(ReadOnlySpan<byte> data, out int octets)
    {
        octets = 0;
        var at = 0;
        while (at < data.Length && at < LongestCount && data[at] is >= (byte)'0' and <= (byte)'9') octets = (octets * 10) + data[at++] - '0';
        if (at > 0 && octets == 0) return 0;
        if (at == data.Length) return TooShort;
        if (at == 0 || data[at] != ' ') return 0;
        if (at + 1 == data.Length) return TooShort;
        return data[at + 1] == '<' ? at + 1 : 0;
    }

    /// <summary>Whether <paramref name="data"/> begins with <c>&lt;digits&gt;</c>.</summary>
    public static bool IsPriority(ReadOnlySpan<byte> data)
    {
        if (data.Length < 3 || data[0] != '<') return false;
        var at = 1;
        while (at < data.Length && at < 4 && data[at] is >= (byte)'0' and <= (byte)'9') at++;
        return at > 1 && at < data.Length && data[at] == '>';
    }

    /// <summary>Whether a line that begins so is a message of its own, and not the one before going on.</summary>
    public static bool IsLineStart(ReadOnlySpan<byte> line) =>
        IsPriority(line) || line.StartsWith("{\""u8) || (line.Length < 5 && line[0] == '<' && !line[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    /// <summary>Where the next <c>digits SP &lt;digits&gt;</c> begins, from <paramref name="from"/> on; -1 when nowhere.</summary>
    public static int NextCounted(ReadOnlySpan<byte> data, int from)
    {
        for (var at = from; at < data.Length; at++)
        {
            var found = data[at..].IndexOf((byte)'<');
            if (found < 0) return -1;
            at += found;
            if (!IsPriority(data[at..]) || at < from + 2 || data[at - 1] != ' ') continue;
            var start = at - 1;
            while (start > from && at - 1 - start < LongestCount && data[start - 1] is >= (byte)'0' and <= (byte)'9') start--;
            if (start < at - 1) return start;
        }

        return -1;
    }

    /// <summary>Whether it is no text: a TLS greeting on a plain port, a scan, noise.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> data)
    {
        foreach (var b in data[..Math.Min(data.Length, LookedAt)])
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x1B)) return true;
        return false;
    }
}
