using Egide.Detect;

namespace Egide.Scope;

/// <summary>An account of an incident and all its sessions, in time order.</summary>
/// <param name="Key">The account, as <c>idp|id</c>.</param>
/// <param name="Name">Its professional's name, or null.</param>
/// <param name="OnlyTied">Whether it is in the incident by its ties and not by itself.</param>
/// <param name="Sessions">Its sessions.</param>
public sealed record CaseAccount(string Key, string? Name, bool OnlyTied, IReadOnlyList<SessionEvidence> Sessions);
