namespace Egide.Connectors.Files;

/// <summary>
/// What stands before a program's own message: a syslog daemon's file format (BSD or ISO time, host, tag), Apache's and
/// nginx's error log. Spans point into the line.
/// </summary>
internal ref struct LogPrefix
{
    public DateTimeOffset? Time;
    public bool ZoneMissing;
    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Tag;
    public ReadOnlySpan<byte> Client;
    public ReadOnlySpan<byte> Server;
    public ReadOnlySpan<byte> Message;

    /// <summary>Takes the prefix off; without one the message is the whole line.</summary>
    public static LogPrefix Read(ReadOnlySpan<byte> line, DateTimeOffset reference)
    {
        var prefix = new LogPrefix { Message = line };
        if (line.Length > 3 && line[0] == '<' && line[..Math.Min(5, line.Length)].IndexOf((byte)'>') is var close and > 1 && char.IsAsciiDigit((char)line[1]))
        {
            prefix.Message = line[(close + 1)..];
        }

        if (LogTime.TryMonthFirst(prefix.Message, reference, out var time, out var length))
        {
            (prefix.Time, prefix.ZoneMissing) = (time, true);
            prefix.HostAndTag(prefix.Message[length..]);
        }
        else if (LogTime.TryIso(prefix.Message, out time, out var zoneMissing, out length))
        {
            var nginx = prefix.Message[4] == '/';
            (prefix.Time, prefix.ZoneMissing) = (time, zoneMissing);
            if (nginx) prefix.NginxError(prefix.Message[length..]);
            else prefix.HostAndTag(prefix.Message[length..]);
        }
        else if (prefix.Message.Length > 5 && prefix.Message[0] == '[' && LogTime.TryMonthFirst(prefix.Message[5..], reference, out time, out length))
        {
            (prefix.Time, prefix.ZoneMissing) = (time, true);
            prefix.ApacheError(prefix.Message[(5 + length)..]);
        }

        return prefix;
    }

    /// <summary><c> host tag[pid]: message</c>, or without host; what does not look so stays message.</summary>
    private void HostAndTag(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart((byte)' ');
        Message = rest;
        var space = rest.IndexOf((byte)' ');
        if (space <= 0 || rest[0] == '[') return;
        // A program that writes to the socket itself, HAProxy for one, leaves the host out.
        var afterHost = rest[space - 1] == ':' ? rest : rest[(space + 1)..];
        var colon = afterHost.IndexOf(": "u8);
        if (colon <= 0 || afterHost[..colon].ContainsAny(" =\"("u8)) return;
        if (afterHost.Length < rest.Length) Host = rest[..space];
        var bracket = afterHost[..colon].IndexOf((byte)'[');
        Tag = bracket > 0 ? afterHost[..bracket] : afterHost[..colon];
        Message = afterHost[(colon + 2)..];
    }

    /// <summary><c>] [module:level] [pid …] [client address:port] message</c>; the level stays with the message.</summary>
    private void ApacheError(ReadOnlySpan<byte> rest)
    {
        if (rest.Length > 1 && rest[0] == ']') rest = rest[1..];
        rest = rest.TrimStart((byte)' ');
        while (rest.Length > 1 && rest[0] == '[' && rest.IndexOf((byte)']') is var close and > 0)
        {
            var inside = rest[1..close];
            if (inside.StartsWith("client "u8)) Client = WithoutPort(inside[7..]);
            // LemonLDAP::NG's own logger to standard error writes time, program and level in the same brackets.
            else if (inside.StartsWith("LLNG:"u8)) Tag = inside[..4];
            rest = rest[(close + 1)..].TrimStart((byte)' ');
        }

        Message = rest;
    }

    /// <summary><c> [level] pid#tid: *n … "message" while …, client: a, server: s</c>.</summary>
    private void NginxError(ReadOnlySpan<byte> rest)
    {
        Client = Named(rest, ", client: "u8);
        Server = Named(rest, ", server: "u8);
        var stderr = rest.IndexOf("stderr: \""u8);
        if (stderr >= 0)
        {
            Message = rest[(stderr + 9)..];
            var quote = Message.LastIndexOf("\" while"u8);
            if (quote >= 0) Message = Message[..quote];
            return;
        }

        var colon = rest.IndexOf("#"u8);
        var after = colon < 0 ? -1 : rest[colon..].IndexOf(": "u8);
        Message = after < 0 ? rest : rest[(colon + after + 2)..];
    }

    private static ReadOnlySpan<byte> Named(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        var at = rest.LastIndexOf(name);
        if (at < 0) return default;
        var value = rest[(at + name.Length)..];
        var end = value.IndexOfAny((byte)',', (byte)' ');
        return end < 0 ? value : value[..end];
    }

    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> address)
    {
        var colon = address.LastIndexOf((byte)':');
        return colon > 0 ? address[..colon].Trim("[]"u8) : address;
    }
}
