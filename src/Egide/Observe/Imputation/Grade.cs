namespace Egide.Observe.Imputation;

/// <summary>
/// How well an event can be imputed (after ISO 27789: user, subject of care, function, date and time). Letters go
/// from A, everything needed, to E, nobody can be named.
/// </summary>
public enum Grade : byte
{
    /// <summary>Person, session, patient (when one is concerned) and category are all said.</summary>
    A,

    /// <summary>Person, patient and category; the session has to be inferred.</summary>
    B,

    /// <summary>Person, and a query whose results are not named or a patient without category.</summary>
    C,

    /// <summary>A session, an address or a machine, but no person; or a person and nothing seen.</summary>
    D,

    /// <summary>Not imputable: neither person nor session nor address.</summary>
    E,
}
