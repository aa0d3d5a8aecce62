using System.Globalization;

namespace Egide.Simulator;

/// <summary>An establishment and its systems.</summary>
internal sealed class Establishment
{
    public required int Index { get; init; }
    public required string Name { get; init; }
    public required string Slug { get; init; }
    public required string Kind { get; init; }
    public required int Territory { get; init; }
    public required string Finess { get; init; }
    public required double StaffShare { get; init; }
    public required double PatientShare { get; init; }
    public required LocalSystem System { get; init; }
    public required LocalSignIn SignIn { get; init; }

    /// <summary>Whether its portal application writes the number of results in the audit event.</summary>
    public required bool CountsResults { get; init; }

    public List<Unit> Units { get; } = [];
    public List<Professional> Staff { get; } = [];

    /// <summary>Identifier domain of its patients, as a dotted OID.</summary>
    public string IppOid => "1.2.250.1.999." + (Index + 101).ToString(CultureInfo.InvariantCulture) + ".1.2";
    public string IppSystem => "urn:oid:" + IppOid;
    public string Domain => Slug.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
    public string Host => Slug + ".example";

    /// <summary>Name of its identity provider as its trails give it; empty when it has none of its own.</summary>
    public string Idp => SignIn switch
    {
        LocalSignIn.Windows => Domain,
        LocalSignIn.LemonLdap => "sso." + Host,
        LocalSignIn.Own => Slug,
        _ => "",
    };

    /// <summary>Addresses its users have for the outside (one or two for all of them).</summary>
    public string[] Nat { get; set; } = [];

    /// <summary>Address of its users' VPN for the outside.</summary>
    public string Vpn { get; set; } = "";
}
