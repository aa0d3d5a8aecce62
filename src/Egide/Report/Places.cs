namespace Egide.Report;

/// <summary>Where an address belongs, as people say it: kind, name, country.</summary>
internal static class Places
{
    /// <summary>A place whose first word is a network's kind, in French.</summary>
    public static string French(string place)
    {
        var comma = place.IndexOf(',', StringComparison.Ordinal);
        var kind = comma < 0 ? place : place[..comma];
        var said = kind switch
        {
            "site" => "établissement",
            "vpn" => "VPN",
            "mobile" => "réseau mobile",
            "home" => "accès de particulier",
            "hosting" => "hébergeur",
            "proxy" => "relais anonyme",
            _ => kind,
        };
        return comma < 0 ? said : said + place[comma..];
    }
}
