namespace Egide.Web.SignIn;

/// <summary>Somebody who signed in.</summary>
/// <param name="Name">As decisions and views are signed with.</param>
/// <param name="Roles">What she may do.</param>
public sealed record Person(string Name, IReadOnlyList<Role> Roles)
{
    /// <summary>Whether she may do what a role may.</summary>
    public bool Is(Role role) => Roles.Contains(role);
}
