namespace Egide.Connectors.Keycloak;

/// <summary>A Keycloak realm whose events are asked for, and the client that may (role <c>view-events</c> of <c>realm-management</c>).</summary>
/// <param name="Server">Where Keycloak stands, https, with its relative path when it has one: <c>https://sso.example/auth</c>.</param>
/// <param name="Name">The realm's name.</param>
/// <param name="Client">Id of the client, whose service account is enabled.</param>
public sealed record KeycloakRealm(Uri Server, string Name, string Client)
{
    /// <summary>The realm the client is of, when it is another: <c>master</c>.</summary>
    public string? ClientRealm { get; init; }

    /// <summary>Events before this instant are not asked for; null for all that Keycloak keeps.</summary>
    public DateTimeOffset? Since { get; init; }

    internal Uri TokenEndpoint => At($"realms/{Uri.EscapeDataString(ClientRealm ?? Name)}/protocol/openid-connect/token");

    internal Uri Admin(string rest) => At($"admin/realms/{Uri.EscapeDataString(Name)}/{rest}");

    private Uri At(string path) => new(Server.AbsoluteUri.TrimEnd('/') + "/" + path);
}
