namespace Egide.Observe;

/// <summary>The texts an <see cref="Access"/> carries, as UTF-8.</summary>
public enum AccessText
{
    /// <summary>Audit source that wrote the record.</summary>
    Source,

    /// <summary>Identity provider or realm, when named.</summary>
    IdentityProvider,

    /// <summary>The provider's user id, or the requestor's identifier in the trail.</summary>
    UserId,

    /// <summary>Login name, or the alternative user id.</summary>
    Login,

    /// <summary>Professional identifier (RPPS, IDNPS, or <c>system|value</c>).</summary>
    Person,

    /// <summary>The professional's name, as the record writes it.</summary>
    PersonName,

    /// <summary>Client address.</summary>
    Address,

    /// <summary>User agent.</summary>
    UserAgent,

    /// <summary>Session id.</summary>
    Session,

    /// <summary>Request or trace id.</summary>
    Request,

    /// <summary>The query as text.</summary>
    Query,

    /// <summary>Patients named: <c>system|value</c>, separated by U+001E; a reference that names the same person follows after U+001F.</summary>
    Patients,
}
