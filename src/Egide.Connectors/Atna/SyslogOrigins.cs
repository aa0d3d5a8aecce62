using System.Collections.Concurrent;
using System.Net;

namespace Egide.Connectors.Atna;

/// <summary>Names those who send, so many of them: addresses are free to invent, and the journal keeps every name.</summary>
internal sealed class SyslogOrigins(string kind)
{
    private const int Named = 4096;
    private const int LongestName = 160;
    private readonly ConcurrentDictionary<IPAddress, string> _names = [];

    public string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (_names.TryGetValue(address, out var name)) return name;
        if (_names.Count >= Named) return $"{kind} others";
        return _names[address] = $"{kind} {address}";
    }

    /// <summary>The name of one whose certificate gives its common name.</summary>
    public string Of(string commonName)
    {
        var name = new string([.. commonName.Where(c => !char.IsControl(c)).Take(LongestName)]);
        return $"{kind} {name}";
    }
}
