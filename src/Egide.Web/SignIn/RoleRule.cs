namespace Egide.Web.SignIn;

/// <summary>Who has a role: whoever the provider says this of.</summary>
/// <param name="Role">The role given.</param>
/// <param name="Claim">A claim by its name, <c>rpps</c> for the national number however it is written, <c>a.b</c> for what stands inside an object.</param>
/// <param name="Value">The value it must have, to the letter.</param>
public sealed record RoleRule(Role Role, string Claim, string Value);
