namespace Egide.Web.SignIn;

/// <summary>What a person may do in the console.</summary>
public enum Role
{
    /// <summary>Reads incidents, accounts and sources.</summary>
    Analyst,

    /// <summary>Agrees, as a second person, to what needs four eyes.</summary>
    Approver,

    /// <summary>Data-protection officer: asks who saw a person's data.</summary>
    Dpo,

    /// <summary>Reads everything that was decided and viewed, and no patient.</summary>
    Auditor,

    /// <summary>Gives sign-in links.</summary>
    Administrator,
}
