namespace Egide.Simulator;

/// <summary>A credential at one identity provider.</summary>
internal sealed class Account
{
    public required Professional Owner { get; init; }

    /// <summary>The realm, domain or host that its trails name.</summary>
    public required string Idp { get; init; }

    /// <summary>What trails call it there: a UUID in Keycloak, a login elsewhere.</summary>
    public required string Id { get; init; }

    /// <summary>What is typed or brokered: the IDNPS through Pro Santé Connect, else a login.</summary>
    public required string Username { get; init; }

    /// <summary>Whether the regional realm brokers it from Pro Santé Connect; else it has a password.</summary>
    public bool Brokered { get; init; }

    /// <summary>Relative identifier of its Windows SID.</summary>
    public int Rid { get; init; }

    /// <summary>The attack that uses it; null for almost all.</summary>
    public string? Attack { get; set; }
}
