namespace Egide.Detect;

/// <summary>An account of an incident.</summary>
/// <param name="IdentityProvider">Who vouches for it.</param>
/// <param name="Id">Its name there.</param>
/// <param name="Practitioner">RPPS of its professional, or null.</param>
/// <param name="Name">The professional's name, or null.</param>
/// <param name="Score">Fused log-likelihood ratio, nats.</param>
/// <param name="From">First event attributed to an intruder.</param>
/// <param name="To">Last one.</param>
public sealed record IncidentAccount(
    string IdentityProvider, string Id, string? Practitioner, string? Name, double Score, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The account as sessions and findings name it: <c>idp|id</c>.</summary>
    public string Key => IdentityProvider + "|" + Id;
}
