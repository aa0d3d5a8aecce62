namespace Egide.Web.SignIn;

/// <summary>What roles are called.</summary>
internal static class RoleNames
{
    public static Text Of(Role role) => role switch
    {
        Role.Analyst => new("analyste", "analyst"),
        Role.Approver => new("approbateur", "approver"),
        Role.Dpo => new("délégué à la protection des données", "data-protection officer"),
        Role.Auditor => new("auditeur", "auditor"),
        _ => new("administrateur", "administrator"),
    };
}
