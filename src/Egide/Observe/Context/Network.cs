namespace Egide.Observe.Context;

/// <summary>A range of addresses and what it is.</summary>
public sealed record Network
{
    /// <summary>The range, <c>address/length</c>.</summary>
    public required string Cidr { get; init; }

    /// <summary>Autonomous system number; 0 when unknown.</summary>
    public long Asn { get; init; }

    /// <summary>Name of the autonomous system.</summary>
    public string? AsName { get; init; }

    /// <summary>ISO 3166 country code.</summary>
    public string? Country { get; init; }

    /// <summary><c>site</c>, <c>vpn</c>, <c>mobile</c>, <c>home</c>, <c>hosting</c>, <c>proxy</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Organisation's id, for sites and VPNs.</summary>
    public string? Organisation { get; init; }
}
