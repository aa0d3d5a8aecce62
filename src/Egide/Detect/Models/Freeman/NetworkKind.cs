namespace Egide.Detect.Models.Freeman;

/// <summary>What kind of network an address belongs to: the <c>kind</c> column of a networks file.</summary>
public enum NetworkKind
{
    /// <summary>Nothing is known of it.</summary>
    Unknown,

    /// <summary>An establishment's own network.</summary>
    Site,

    /// <summary>The remote access of an establishment or region.</summary>
    Vpn,

    /// <summary>A mobile operator.</summary>
    Mobile,

    /// <summary>A home or small-office access provider.</summary>
    Home,

    /// <summary>A data centre or cloud.</summary>
    Hosting,

    /// <summary>An anonymising proxy or relay.</summary>
    Proxy,
}
