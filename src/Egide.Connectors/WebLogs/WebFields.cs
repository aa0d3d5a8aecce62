using System.Net;
using Egide.Observe;

namespace Egide.Connectors.WebLogs;

/// <summary>What access logs of any server have in common, and how it makes an audit event.</summary>
internal static class WebFields
{
    private static readonly string[] StaticEndings =
        [".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".woff", ".woff2", ".ttf", ".eot"];

    /// <summary><c>GET /path HTTP/1.1</c>; what is no such line becomes the URL.</summary>
    public static void SetRequest(AuditEvent into, ReadOnlySpan<byte> request, TextCache texts)
    {
        var space = request.IndexOf((byte)' ');
        if (space is <= 0 or > 16 || !IsMethod(request[..space]))
        {
            if (!request.IsEmpty && !request.SequenceEqual("-"u8)) into.Url = texts.Get(request);
            return;
        }

        into.Method = texts.Get(request[..space]);
        var url = request[(space + 1)..];
        var version = url.LastIndexOf(" HTTP/"u8);
        into.Url = texts.Get(version >= 0 ? url[..version] : url);
    }

    public static void SetUser(AuditEvent into, string? user)
    {
        if (user is null or "-" or "") return;
        var agent = into.AddAgent();
        agent.Requestor = true;
        agent.AltId = agent.Name = user;
    }

    /// <summary>
    /// The client that <c>X-Forwarded-For</c> names: whoever asks may write its beginning, each proxy adds at its end whom it saw. So the last
    /// address from outside; where all are inside, the first, but only when the peer is inside too: who comes from outside cannot say he is not.
    /// </summary>
    /// <param name="list">The header's value.</param>
    /// <param name="peer">Who the server saw; null when the line does not tell.</param>
    /// <param name="texts">Gives texts.</param>
    /// <returns>Null when the header names nobody who can be believed.</returns>
    public static string? Forwarded(ReadOnlySpan<byte> list, string? peer, TextCache texts)
    {
        ReadOnlySpan<byte> inside = default;
        for (var rest = list; ;)
        {
            var comma = rest.LastIndexOf((byte)',');
            var one = rest[(comma + 1)..].Trim((byte)' ');
            if (IsAddress(one))
            {
                if (!IsInside(IPAddress.Parse(one))) return texts.Get(one);
                inside = one;
            }

            if (comma < 0) break;
            rest = rest[..comma];
        }

        return inside.IsEmpty || (IPAddress.TryParse(peer, out var seen) && !IsInside(seen)) ? null : texts.Get(inside);
    }

    /// <summary>Whether an address has a meaning only within a network: loopback, RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291 link-local.</summary>
    private static bool IsInside(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal) return true;
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length) || length != 4) return false;
        return bytes[0] switch
        {
            10 => true,
            100 => bytes[1] is >= 64 and < 128,
            169 => bytes[1] == 254,
            172 => bytes[1] is >= 16 and < 32,
            192 => bytes[1] == 168,
            _ => false,
        };
    }

    /// <summary>A list of addresses, as <c>X-Forwarded-For</c> has; its last tells.</summary>
    public static bool IsAddresses(ReadOnlySpan<byte> text) => IsAddress(text[(text.LastIndexOf((byte)',') + 1)..].Trim((byte)' '));

    /// <summary>An address in full: times such as <c>0.2</c> are IPv4 in the short forms of old.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> text) =>
        text.Length is >= 3 and <= 45 && (text.Count((byte)'.') == 3 || text.Count((byte)':') >= 2) && IPAddress.TryParse(text, out _);

    /// <summary>A UUID, or 16 to 64 hexadecimal digits.</summary>
    public static bool IsIdentifier(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 16 or > 64) return false;
        var digits = 0;
        foreach (var b in text)
        {
            if (b == '-') continue;
            if (!char.IsAsciiHexDigit((char)b)) return false;
            digits++;
        }

        return digits >= 16;
    }

    /// <summary>Sets what follows from the other fields.</summary>
    public static void Complete(AuditEvent into)
    {
        into.Format = RecordFormat.WebLog;
        into.Code = into.Method;
        if (into.Method is "OPTIONS" or "HEAD" || IsStatic(into.Url)) into.Kind = EventKind.Page;
        if (into.Agents.Count > 0)
        {
            into.Agents[0].NetworkAddress = into.Address;
            into.Agents[0].NetworkType = into.Address is null ? null : "2";
        }
    }

    private static bool IsStatic(string? url)
    {
        if (url is null) return false;
        var query = url.IndexOf('?');
        var path = query < 0 ? url.AsSpan() : url.AsSpan(0, query);
        var dot = path.LastIndexOf('.');
        if (dot < 0 || path.Length - dot > 6) return false;
        foreach (var ending in StaticEndings)
        {
            if (path[dot..].Equals(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool IsMethod(ReadOnlySpan<byte> word)
    {
        foreach (var b in word)
        {
            if (b is not (>= (byte)'A' and <= (byte)'Z' or (byte)'-')) return false;
        }

        return true;
    }
}
