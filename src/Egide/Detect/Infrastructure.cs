namespace Egide.Detect;

/// <summary>What the intruder came from.</summary>
/// <param name="Kind"><c>address</c>, <c>network</c> or <c>user_agent</c>.</param>
/// <param name="Value">The address, network or user agent.</param>
/// <param name="FirstSeen">First sight of it in the incident.</param>
/// <param name="LastSeen">Last sight of it.</param>
/// <param name="Accounts">How many accounts of the incident came from it.</param>
/// <param name="Note">What the networks given say of it, or null.</param>
public sealed record Infrastructure(string Kind, string Value, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int Accounts, string? Note)
{
    /// <summary>Accounts outside the incident that came from it as well, over the whole trail: whom refusing it would lock out.</summary>
    public int Others { get; init; }
}
