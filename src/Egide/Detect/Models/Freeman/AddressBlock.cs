using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Egide.Detect.Models.Freeman;

/// <summary>The blocks an address stands in: IPv4 /24 or IPv6 /48 to be judged with when the address itself is new, and the wide one an operator holds.</summary>
public static class AddressBlock
{
    /// <summary>
    /// The block of <paramref name="address"/> in CIDR form ("192.0.2.0/24", "2001:db8:1::/48"), or null when the text is
    /// not an address. An IPv4 address written as IPv6 (::ffff:192.0.2.7) counts as IPv4; brackets, a zone and an IPv4
    /// port are left out.
    /// </summary>
    public static string? Of(ReadOnlySpan<char> address) => Cut(address, 3, 6);

    /// <summary>
    /// The block of the size that registries give an operator, /16 or /32, as <see cref="Of"/>: who has a mobile telephone
    /// keeps it from day to day, when no list of networks says whose the address is.
    /// </summary>
    public static string? Wide(ReadOnlySpan<char> address) => Cut(address, 2, 4);

    private static string? Cut(ReadOnlySpan<char> address, int four, int six)
    {
        var text = address.Trim();
        if (text.Length > 0 && text[0] == '[')
        {
            var end = text.IndexOf(']');
            if (end < 0) return null;
            text = text[1..end];
        }
        else if (text.IndexOf(':') is > 0 and var colon && text[(colon + 1)..].IndexOf(':') < 0)
        {
            text = text[..colon];
        }
        // "1" and "0x7f.1" are addresses to the parser but never to an audit trail.
        var dotted = text.Count('.') == 3;
        if (!dotted && text.IndexOf(':') < 0) return null;
        if (!IPAddress.TryParse(text, out var parsed)) return null;
        if (parsed.IsIPv4MappedToIPv6) parsed = parsed.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        if (parsed.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[four..4].Clear();
            return string.Create(CultureInfo.InvariantCulture, $"{bytes[0]}.{bytes[1]}.{bytes[2]}.{bytes[3]}/{8 * four}");
        }
        bytes[six..].Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{8 * six}");
    }
}
