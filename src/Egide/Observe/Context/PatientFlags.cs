namespace Egide.Observe.Context;

/// <summary>What reliability codes say of a person's records.</summary>
[Flags]
public enum PatientFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>FICT: no person; not counted, and a witness of scraping when read.</summary>
    Fictive = 1,

    /// <summary>COLP, COLV: several persons may share the record; it counts for 1 to n.</summary>
    Collision = 2,

    /// <summary>USUR: somebody used another's identity.</summary>
    Usurped = 4,

    /// <summary>ANOM: the identity is known to be wrong.</summary>
    Anomalous = 8,

    /// <summary>DOUB, DPOT, DOUA: a duplicate of another record.</summary>
    Duplicate = 16,

    /// <summary>CACH: hidden.</summary>
    Hidden = 32,
}
