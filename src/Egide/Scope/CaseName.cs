namespace Egide.Scope;

/// <summary>An account's key and its professional's name.</summary>
/// <param name="Key">The account, as <c>idp|id</c>.</param>
/// <param name="Name">The name, or null.</param>
public sealed record CaseName(string Key, string? Name);
