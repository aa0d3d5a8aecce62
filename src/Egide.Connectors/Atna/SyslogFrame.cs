using System.Buffers.Text;
using System.Text;
using Egide.Connectors.Wire;
using Egide.Observe;

namespace Egide.Connectors.Atna;

/// <summary>
/// Reads the header that syslog puts before a message: RFC 5424, with or without the octet count of RFC 5425/6587,
/// and the older RFC 3164 form. Nothing is filtered on: any priority, any message type, any message.
/// </summary>
public static class SyslogFrame
{
    private const int LongestHeader = 8192;
    private const int HighestPriority = 191;
    private const int LongestTag = 64;

    /// <summary>
    /// Reads the header of <paramref name="frame"/>. False when it begins with none, and then
    /// <paramref name="messageStart"/> is 0; never throws.
    /// </summary>
    /// <param name="frame">One frame, from its octet count or its <c>&lt;</c> on.</param>
    /// <param name="header">Receives the header; its structured data is passed over.</param>
    /// <param name="messageStart">Receives where the message begins: after the header, a byte order mark and line breaks.</param>
    public static bool TryParse(ReadOnlySpan<byte> frame, out SyslogHeader header, out int messageStart)
    {
        header = null!;
        messageStart = 0;
        var rest = frame;
        int? octets = null;
        if (!rest.IsEmpty && IsDigit(rest[0]))
        {
            if (!Utf8Parser.TryParse(rest, out int count, out var digits) || count < 0 || digits > 10) return false;
            if (digits + 1 >= rest.Length || rest[digits] != ' ') return false;
            octets = count;
            rest = rest[(digits + 1)..];
        }

        if (!Priority(ref rest, out var priority)) return false;
        if (rest.StartsWith("1 "u8))
        {
            rest = rest[2..];
            if (!Rfc5424(ref rest, octets, priority, out header)) return false;
        }
        else if (!Rfc3164(ref rest, octets, priority, out header))
        {
            return false;
        }

        rest = rest.TrimStart(" \r\n"u8);
        if (rest.StartsWith("\uFEFF"u8)) rest = rest[3..].TrimStart(" \r\n"u8);
        messageStart = frame.Length - rest.Length;
        return true;
    }

    /// <summary>
    /// Gives <paramref name="into"/> the header that carried it: <see cref="AuditEvent.Syslog"/>, and the header's time as
    /// <see cref="AuditEvent.Declared"/> unless the message declared one itself.
    /// </summary>
    public static void Apply(SyslogHeader header, AuditEvent into)
    {
        into.Syslog = header;
        if (into.Declared is not null || header.Timestamp is not { Length: <= 64 } written) return;
        Span<byte> utf8 = stackalloc byte[3 * written.Length];
        if (!TimeText.TryParse(utf8[..Encoding.UTF8.GetBytes(written, utf8)], out var declared, out var zoneMissing)) return;
        into.Declared = declared;
        into.ZoneMissing |= zoneMissing;
    }

    private static bool Rfc5424(ref ReadOnlySpan<byte> rest, int? octets, int priority, out SyslogHeader header)
    {
        header = null!;
        if (!Field(ref rest, out var timestamp) || !Field(ref rest, out var hostname) || !Field(ref rest, out var appName)
            || !Field(ref rest, out var procId) || !Field(ref rest, out var msgId)) return false;
        if (!StructuredData(ref rest)) return false;
        header = new SyslogHeader(octets, priority, timestamp == "-" ? null : timestamp, hostname, appName, procId, msgId);
        return true;
    }

    // "Oct  3 22:14:15 host app[pid]: message": the year and the zone are not written, so no instant can be made of it.
    private static bool Rfc3164(ref ReadOnlySpan<byte> rest, int? octets, int priority, out SyslogHeader header)
    {
        const int StampLength = 15;
        header = null!;
        if (rest.Length <= StampLength || rest[3] != ' ' || rest[6] != ' ' || rest[9] != ':' || rest[12] != ':' || rest[StampLength] != ' ') return false;
        var stamp = Encoding.UTF8.GetString(rest[..StampLength]);
        rest = rest[(StampLength + 1)..];
        // A program that writes to the socket itself, HAProxy for one, leaves the host out.
        var hostname = "-";
        if (!IsTag(rest) && !Field(ref rest, out hostname)) return false;
        var tag = rest[..Math.Min(rest.Length, LongestTag)];
        var colon = tag.IndexOf(": "u8);
        var appName = "-";
        var procId = "-";
        if (colon > 0 && !tag[..colon].ContainsAny("<{\" "u8))
        {
            var name = tag[..colon];
            var bracket = name.IndexOf((byte)'[');
            if (bracket > 0 && name[^1] == ']') procId = Encoding.UTF8.GetString(name[(bracket + 1)..^1]);
            appName = Encoding.UTF8.GetString(bracket > 0 ? name[..bracket] : name);
            rest = rest[(colon + 2)..];
        }

        header = new SyslogHeader(octets, priority, stamp, hostname, appName, procId, "-");
        return true;
    }

    private static bool IsTag(ReadOnlySpan<byte> rest) =>
        rest.IndexOf(": "u8) is > 1 and <= LongestTag and var colon && !rest[..colon].ContainsAny(" <{\""u8);

    private static bool Priority(ref ReadOnlySpan<byte> rest, out int priority)
    {
        priority = 0;
        if (rest.Length < 3 || rest[0] != '<' || !IsDigit(rest[1])) return false;
        if (!Utf8Parser.TryParse(rest[1..], out priority, out var digits) || digits > 3 || priority > HighestPriority) return false;
        if (digits + 1 >= rest.Length || rest[digits + 1] != '>') return false;
        rest = rest[(digits + 2)..];
        return true;
    }

    private static bool Field(ref ReadOnlySpan<byte> rest, out string field)
    {
        field = "";
        var length = rest[..Math.Min(rest.Length, LongestHeader)].IndexOf((byte)' ');
        if (length <= 0) return false;
        field = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[(length + 1)..];
        return true;
    }

    // "-" or "[id name="value"…]…", where a value may hold \" and \]; then a space, or the end of the frame.
    private static bool StructuredData(ref ReadOnlySpan<byte> rest)
    {
        var at = 0;
        if (rest.StartsWith("-"u8)) at = 1;
        while (at < rest.Length && rest[at] == '[')
        {
            var quoted = false;
            for (at++; at < rest.Length && (quoted || rest[at] != ']'); at++)
            {
                if (rest[at] == '"') quoted = !quoted;
                else if (rest[at] == '\\') at++;
            }

            if (at++ >= rest.Length) return false;
        }

        if (at == 0 || at > rest.Length) return false;
        rest = rest[at..];
        return rest.IsEmpty || rest[0] is (byte)' ' or (byte)'\r' or (byte)'\n';
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
}
