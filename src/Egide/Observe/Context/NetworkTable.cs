using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Egide.Observe.Context;

/// <summary>Finds the narrowest known range that holds an address. IPv4 is held as IPv4-mapped IPv6.</summary>
public sealed class NetworkTable
{
    private const int Bits = 128;
    private const int MappedPrefix = 96;

    private readonly Dictionary<UInt128, Network>?[] _byLength = new Dictionary<UInt128, Network>?[Bits + 1];

    /// <summary>Ranges known.</summary>
    public int Count { get; private set; }

    /// <summary>Asked when no range holds the address (a MaxMind file); null for nobody.</summary>
    public Func<IPAddress, Network?>? Fallback { get; set; }

    /// <summary>Adds a range; false when its CIDR is none. Of two equal ranges the later stays.</summary>
    public bool TryAdd(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!TryParse(network.Cidr, out var address, out var length)) return false;
        var table = _byLength[length] ??= [];
        if (!table.ContainsKey(address)) Count++;
        table[address] = network;
        return true;
    }

    /// <summary>The narrowest range that holds <paramref name="address"/>, or null. Text that is no address is in no range.</summary>
    public Network? Find(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed)) return null;
        var value = ToInteger(parsed);
        for (var length = Bits; length >= 0; length--)
        {
            if (_byLength[length] is { } table && table.TryGetValue(value & Mask(length), out var network)) return network;
        }

        return Fallback?.Invoke(parsed);
    }

    private static bool TryParse(string cidr, out UInt128 address, out int length)
    {
        (address, length) = (0, Bits);
        var slash = cidr.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? cidr : cidr[..slash], out var parsed)) return false;
        if (slash >= 0)
        {
            if (!int.TryParse(cidr.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out length)) return false;
            if (parsed.AddressFamily == AddressFamily.InterNetwork) length = length > 32 ? Bits + 1 : length + MappedPrefix;
            if (length > Bits) return false;
        }

        address = ToInteger(parsed) & Mask(length);
        return true;
    }

    private static UInt128 Mask(int length) => length == 0 ? 0 : UInt128.MaxValue << (Bits - length);

    private static UInt128 ToInteger(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
