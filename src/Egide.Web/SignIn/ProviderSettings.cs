namespace Egide.Web.SignIn;

/// <summary>An OpenID provider, and who may do what by what it says of them.</summary>
public sealed record ProviderSettings
{
    /// <summary>Its issuer: <c>https</c>, or <c>http</c> on loopback.</summary>
    public required Uri Authority { get; init; }

    /// <summary>How this console is called there.</summary>
    public required string ClientId { get; init; }

    /// <summary>What proves that it is this console.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>What the sign-in page's button says.</summary>
    public required string Label { get; init; }

    /// <summary>Scopes asked for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Levels of authentication asked for, of which the provider must state one; empty to take any.</summary>
    public IReadOnlyList<string> Acr { get; init; } = [];

    /// <summary>Claims whose values, one after the other, are a person's name; empty for the usual ones.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Who has which role.</summary>
    public required IReadOnlyList<RoleRule> Roles { get; init; }

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{ClientId} at {Authority}";
}
