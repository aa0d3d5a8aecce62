using Egide.Connectors.Files;

namespace Egide.Connectors.Atna;

/// <summary>
/// Cuts what one connection sends into messages: by octet count (RFC 5425, RFC 6587 3.4.1) when its first message has one, else by
/// line (RFC 6587 3.4.2). Give it the bytes from the last message's end on, as they come. Every fault is counted, nothing that can
/// be kept is thrown away: a message too long is kept up to the limit, one whose count is too small up to the next, one cut short with its count.
/// </summary>
internal sealed class SyslogCutter(int largest, Action<string> count)
{
    /// <summary>Up to so many times the limit is passed over to get to the next message; beyond it the count is taken for nonsense.</summary>
    private const int PassedOver = 16;
    private bool? _counted;
    private bool _toLineEnd;
    private long _skip;
    private int _scanned;

    /// <summary>Where messages begin is not known any more: nothing that follows can be trusted.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What waits may be whole: only what comes next, or nothing coming, will tell.</summary>
    public bool MayBeWhole { get; private set; }

    /// <summary>Adds the messages in <paramref name="data"/> to <paramref name="into"/>; gives how many bytes are done with.</summary>
    /// <param name="data">What came since the last message's end.</param>
    /// <param name="final">Nothing more comes: what waits is whole, or cut short.</param>
    /// <param name="into">Receives where each message stands, without framing; with its count one that was cut short.</param>
    public int Cut(ReadOnlySpan<byte> data, bool final, List<Range> into)
    {
        MayBeWhole = false;
        var at = 0;
        while (!IsLost)
        {
            at = Pass(data, at);
            var begun = at;
            if (at == data.Length) return at;
            if (_counted is null && !Recognise(data[at..], final)) return at;
            at = _counted == true ? Counted(data, at, final, into) : Line(data, at, final, into);
            if (at == begun)
            {
                _scanned = Math.Max(0, _scanned - at);
                return at;
            }

            _scanned = 0;
        }

        return data.Length;
    }

    // What is left of a message too long, and blanks between messages.
    private int Pass(ReadOnlySpan<byte> data, int at)
    {
        var passed = (int)Math.Min(_skip, data.Length - at);
        _skip -= passed;
        at += passed;
        if (_toLineEnd)
        {
            var line = data[at..].IndexOf((byte)'\n');
            at = line < 0 ? data.Length : at + line + 1;
            _toLineEnd = line < 0;
        }

        while (at < data.Length && _skip == 0 && !_toLineEnd && RecordBlock.IsBlank(data[at])) at++;
        return at;
    }

    private bool Recognise(ReadOnlySpan<byte> data, bool final)
    {
        var prefix = SyslogStart.Count(data, out _);
        if (prefix == SyslogStart.TooShort && !final) return false;
        _counted = prefix > 0;
        return true;
    }

    private int Counted(ReadOnlySpan<byte> data, int at, bool final, List<Range> into)
    {
        var prefix = SyslogStart.Count(data[at..], out var octets);
        if (prefix == SyslogStart.TooShort) return final ? CutShort(data, at, into) : at;
        if (prefix == 0) return ToNext(data, at, at, final, into); // the rest of one that was counted too short
        var start = at + prefix;
        if (octets > largest) return TooLong(data, at, start, octets, final, into);
        if (octets > data.Length - start) return final ? CutShort(data, at, into) : at;
        var end = start + octets;
        var after = data[end..].TrimStart(SyslogStart.Blanks);
        if (!after.IsEmpty && SyslogStart.Count(after, out _) == 0) return ToNext(data, start, end, final, into, at);
        into.Add(start..end);
        return end;
    }

    // Kept with its count, which is what tells whoever reads it later that it is not whole.
    private int CutShort(ReadOnlySpan<byte> data, int at, List<Range> into)
    {
        count("truncated");
        into.Add(at..data.Length);
        IsLost = true;
        return data.Length;
    }

    private int TooLong(ReadOnlySpan<byte> data, int at, int start, int octets, bool final, List<Range> into)
    {
        var kept = Math.Min(largest, data.Length - start);
        if (kept < largest && !final) return at;
        count("oversize");
        into.Add(start..(start + kept));
        _skip = octets - kept;
        IsLost = octets > (long)largest * PassedOver;
        return start + kept;
    }

    // A sender that counts characters instead of octets counts too few: the message goes on to where the next one begins.
    private int ToNext(ReadOnlySpan<byte> data, int start, int end, bool final, List<Range> into, int? waitAt = null)
    {
        var next = SyslogStart.NextCounted(data, Math.Max(end, _scanned));
        _scanned = Math.Max(end, data.Length - SyslogStart.Longest);
        if (next < 0 && !final && data.Length - start <= largest)
        {
            MayBeWhole = true;
            return waitAt ?? start;
        }

        var stop = next >= 0 ? next : data.Length;
        if (stop - start > largest) (stop, IsLost) = (start + largest, true);
        count("miscounted");
        into.Add(start..(start + data[start..stop].TrimEnd(SyslogStart.Blanks).Length));
        return stop;
    }

    private int Line(ReadOnlySpan<byte> data, int at, bool final, List<Range> into)
    {
        var isSyslog = SyslogStart.IsPriority(data[at..]);
        if (!isSyslog && SyslogStart.IsBinary(data[at..]))
        {
            count("garbage");
            IsLost = true;
            return data.Length;
        }

        var end = LineEnd(data, at, isSyslog);
        if (end < 0 && data.Length - at <= largest && !final)
        {
            MayBeWhole = true;
            return at;
        }

        var stop = end < 0 ? data.Length : end;
        if (stop - at > largest)
        {
            count("oversize");
            stop = at + largest;
            _toLineEnd = end < 0;
            into.Add(at..stop);
            return end < 0 ? data.Length : end;
        }

        if (end < 0) count("unterminated");
        into.Add(at..(at + data[at..stop].TrimEnd(SyslogStart.Blanks).Length));
        return stop;
    }

    // A message that began with a priority may hold line breaks: it ends where nothing follows, or the next begins.
    private int LineEnd(ReadOnlySpan<byte> data, int at, bool isSyslog)
    {
        for (var from = Math.Max(at, _scanned); from < data.Length;)
        {
            var line = data[from..].IndexOf((byte)'\n');
            if (line < 0) break;
            from += line;
            var rest = data[(from + 1)..].TrimStart(SyslogStart.Blanks);
            if (!isSyslog || rest.IsEmpty || SyslogStart.IsLineStart(rest)) return from;
            from++;
        }

        _scanned = data.Length;
        return -1;
    }
}
