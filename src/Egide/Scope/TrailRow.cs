namespace Egide.Scope;

/// <summary>One access to one patient (or to none) as the trail keeps it.</summary>
public struct TrailRow
{
    /// <summary>Journal position of the record.</summary>
    public long Position;

    /// <summary>When, microseconds since 1970 UTC, clock corrected.</summary>
    public long At;

    /// <summary>Account number.</summary>
    public int Account;

    /// <summary>Session number.</summary>
    public int Session;

    /// <summary>Key of the patient's cluster of identifiers; 0 when no patient is named.</summary>
    public long Patient;

    /// <summary>Number of the controller's name; -1 unknown.</summary>
    public int Controller;

    /// <summary>Source number.</summary>
    public int Source;

    /// <summary>Categories shown: bits of <see cref="Observe.Data.DataCategory"/>.</summary>
    public int Categories;

    /// <summary>What was done: <see cref="Observe.EventKind"/>.</summary>
    public byte Kind;

    /// <summary>Flags: <see cref="Observe.AccessFlags"/>.</summary>
    public ushort Flags;

    /// <summary>Persons the access may have shown beyond those named: 0 none, -1 unknown.</summary>
    public int Unnamed;

    /// <summary>Results the source counted: all of them or a page's, as it does; -1 not said.</summary>
    public int Results;
}
