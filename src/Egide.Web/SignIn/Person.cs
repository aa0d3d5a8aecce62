namespace Egide.Web.SignIn;

/// <summary>Somebody who signed in.</summary>
/// <param name="Name">As decisions and views are signed with.</param>
/// <param name="Roles">What she may do.</param>
public sealed record Person(string Name, IReadOnlyList<Role> Roles)
{
    /// <summary>Who she is, whatever her name: the provider and its subject, or the link's name. Two pairs of eyes are two of these.</summary>
    public string Id { get; init; } = "link|" + Name;

    /// <summary>Whether she may do what a role may.</summary>
    public bool Is(Role role) => Roles.Contains(role);
}
