namespace Egide.Scope;

/// <summary>An incident's accounts.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Accounts">Its accounts.</param>
public sealed record CaseIncident(string Id, IReadOnlyList<CaseAccount> Accounts);
