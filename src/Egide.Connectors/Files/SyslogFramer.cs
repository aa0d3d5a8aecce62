namespace Egide.Connectors.Files;

/// <summary>
/// Syslog frames: <c>count SP &lt;PRI&gt;…</c> (RFC 5425) and by line, also mixed. By line, a new frame starts where a
/// line starts with <c>&lt;PRI&gt;</c>, so that messages may hold line breaks. A wrong count (characters counted instead
/// of octets is common) is mended by looking for the next frame's start.
/// </summary>
internal sealed class SyslogFramer(int largest) : Framer
{
    private const int LongestStart = 16;
    private const int LongestCount = 9;

    public override int Frame(RecordBlock block, int start, int end, bool final)
    {
        while (true)
        {
            while (start < end && RecordBlock.IsBlank(block.Bytes[start])) start++;
            if (start == end) return end;
            var length = Length(block.Bytes.AsSpan(start, end - start), final);
            if (length < 0) return start;
            block.Add(start, start + length);
            start += length;
        }
    }

    public override (int Passed, bool Done) Skip(ReadOnlySpan<byte> data)
    {
        var next = NextStart(data);
        return next < 0 ? (data.Length, false) : (next, true);
    }

    /// <summary>Bytes of the frame at the start of <paramref name="data"/>, or -1 when more must be seen.</summary>
    private int Length(ReadOnlySpan<byte> data, bool final)
    {
        if (!final && data.Length < LongestStart) return -1;
        if (!TryCount(data, out var whole) || whole > largest) return ByLine(data, final);
        if (whole > data.Length && !final) return -1;
        if (whole <= data.Length && EndsWell(data[whole..])) return whole;
        return ByLine(data, final);
    }

    private static int ByLine(ReadOnlySpan<byte> data, bool final)
    {
        var next = NextStart(data);
        return next >= 0 ? next : final ? data.Length : -1;
    }

    private static bool TryCount(ReadOnlySpan<byte> data, out int whole)
    {
        var count = 0;
        var at = 0;
        while (at < data.Length && at < LongestCount && char.IsAsciiDigit((char)data[at])) count = (count * 10) + data[at++] - '0';
        whole = at + 1 + count;
        return at > 0 && at + 1 < data.Length && data[at] == ' ' && data[at + 1] == '<';
    }

    private static bool EndsWell(ReadOnlySpan<byte> rest)
    {
        foreach (var b in rest)
        {
            if (RecordBlock.IsBlank(b)) continue;
            return b == '<' || char.IsAsciiDigit((char)b);
        }

        return true;
    }

    /// <summary>Where the next frame starts after this one's own start, or -1.</summary>
    private static int NextStart(ReadOnlySpan<byte> data)
    {
        var at = 1;
        while (at < data.Length)
        {
            var found = data[at..].IndexOfAny((byte)'\n', (byte)'<');
            if (found < 0) return -1;
            at += found;
            if (data[at] == '\n')
            {
                if (StartsAfterLine(data[(at + 1)..])) return at + 1;
            }
            else if (IsPriority(data[at..], version: true))
            {
                var counted = CountBefore(data, at);
                if (counted > 0) return counted;
            }

            at++;
        }

        return -1;
    }

    private static bool StartsAfterLine(ReadOnlySpan<byte> line) =>
        line.Length > 1 && (IsPriority(line, version: false) || (line[0] == '{' && line[1] == '"')
            || (TryCount(line, out var whole) && line[(line.IndexOf((byte)' ') + 1)..] is var rest && whole > 0 && IsPriority(rest, version: false)));

    /// <summary><c>&lt;digits&gt;</c>, and with <paramref name="version"/> also <c>1 </c> after it.</summary>
    private static bool IsPriority(ReadOnlySpan<byte> data, bool version)
    {
        if (data.IsEmpty || data[0] != '<') return false;
        var at = 1;
        while (at < data.Length && at < 4 && char.IsAsciiDigit((char)data[at])) at++;
        if (at == 1 || at >= data.Length || data[at] != '>') return false;
        return !version || (at + 2 < data.Length && data[at + 1] == '1' && data[at + 2] == ' ');
    }

    /// <summary>Start of the octet count right before <paramref name="at"/>, or -1.</summary>
    private static int CountBefore(ReadOnlySpan<byte> data, int at)
    {
        if (at < 2 || data[at - 1] != ' ') return -1;
        var start = at - 1;
        while (start > 0 && char.IsAsciiDigit((char)data[start - 1]) && at - start <= LongestCount) start--;
        return start < at - 1 ? start : -1;
    }
}
