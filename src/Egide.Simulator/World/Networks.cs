using System.Globalization;

namespace Egide.Simulator;

/// <summary>Addresses, all from ranges reserved for documentation and benchmarks (RFC 5737, 2544, 3849, 6598), numbers of networks too (RFC 5398).</summary>
internal static class Networks
{
    public static List<NetworkRange> Assign(IReadOnlyList<Establishment> establishments)
    {
        List<NetworkRange> ranges = [];
        foreach (var e in establishments)
        {
            var i = e.Index;
            e.Nat = e.StaffShare > .1 ? [Site(i, 1), Site(i, 2)] : [Site(i, 1)];
            e.Vpn = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{8 * i + 2}");
            ranges.Add(new(string.Create(CultureInfo.InvariantCulture, $"192.0.2.{16 * i}/28"), 64500 + i, e.Name, "FR", "site", e.Finess, true));
            ranges.Add(new(string.Create(CultureInfo.InvariantCulture, $"10.{20 + i}.0.0/16"), 0, e.Name, "FR", "site", e.Finess, i != 3));
            ranges.Add(new(string.Create(CultureInfo.InvariantCulture, $"198.51.100.{8 * i}/29"), 64500 + i, e.Name, "FR", "vpn", e.Finess, i != 5));
        }
        // The new VPN egress of the region's shared service: rented at a host, and missing from the list on the day it opens.
        ranges.Add(new("203.0.113.192/28", 65540, "Hébergeur Cumulus", "FR", "vpn", "", false));
        for (var k = 0; k < 4; k++)
            ranges.Add(new(string.Create(CultureInfo.InvariantCulture, $"198.18.{64 * k}.0/18"), 65536 + k, "Opérateur fixe " + (char)('A' + k), "FR", "home", "", k != 3));
        ranges.Add(new("2001:db8:4000::/34", 65536, "Opérateur fixe A", "FR", "home", "", true));
        for (var k = 0; k < 3; k++)
            ranges.Add(new(string.Create(CultureInfo.InvariantCulture, $"198.19.{32 * k}.0/19"), 65541 + k, "Opérateur mobile " + (char)('A' + k), "FR", "mobile", "", k != 2));
        ranges.Add(new("203.0.113.0/25", 65545, "Hébergeur Stratus", "NL", "hosting", "", true));
        ranges.Add(new("203.0.113.128/26", 65540, "Hébergeur Cumulus", "FR", "hosting", "", true));
        ranges.Add(new("198.19.128.0/20", 65546, "Relais Incognito", "RO", "proxy", "", true));
        ranges.Add(new("198.19.144.0/20", 65547, "Hébergeur Nimbus", "DE", "hosting", "", false));
        return ranges;
    }

    public static string Site(int establishment, int n) => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{16 * establishment + n}");

    public static string NewVpn(int n) => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{194 + n % 4}");

    public static string Home(Rng rng) => rng.Chance(.14)
        ? string.Create(CultureInfo.InvariantCulture, $"2001:db8:{0x4000 + rng.Below(0x3fff):x}:{rng.Below(65536):x}:{rng.Below(65536):x}:{rng.Below(65536):x}:{rng.Below(65536):x}:{rng.Below(65535) + 1:x}")
        : string.Create(CultureInfo.InvariantCulture, $"198.18.{rng.Below(256)}.{rng.Between(1, 254)}");

    /// <summary>One of the shared addresses of a mobile carrier's translator.</summary>
    public static string Mobile(Rng rng, int carrier) => string.Create(CultureInfo.InvariantCulture, $"198.19.{32 * carrier + rng.Below(4)}.{rng.Between(1, 60)}");

    public static string Hosting(Rng rng) => rng.Below(3) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{rng.Between(1, 126)}"),
        1 => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{rng.Between(129, 190)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"198.19.{144 + rng.Below(16)}.{rng.Between(1, 254)}"),
    };

    public static string Proxy(Rng rng) => string.Create(CultureInfo.InvariantCulture, $"198.19.{128 + rng.Below(16)}.{rng.Between(1, 254)}");

    /// <summary>Exits that several honest people share: rented desktops of an imaging group, a well-known privacy VPN.</summary>
    public static string SharedRelay(Rng rng)
    {
        var k = rng.Below(12);
        return k < 6 ? string.Create(CultureInfo.InvariantCulture, $"203.0.113.{140 + k * 7}") : string.Create(CultureInfo.InvariantCulture, $"198.19.130.{10 + k}");
    }
}
