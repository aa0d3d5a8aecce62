namespace Egide.Observe;

/// <summary>Yes-or-no facts about an <see cref="Access"/>.</summary>
[Flags]
public enum AccessFlags : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>It succeeded (or the record does not say otherwise).</summary>
    Success = 1,

    /// <summary>Break-glass or emergency purpose of use.</summary>
    BreakGlass = 2,

    /// <summary>Written by the client's side of an exchange.</summary>
    ClientSide = 4,

    /// <summary>A time without its zone was taken as UTC.</summary>
    ZoneMissing = 8,

    /// <summary>The record gives no usable time; the one before it in its file was taken.</summary>
    TimeMissing = 16,

    /// <summary>The patients named were taken from an exact key in the query, not from what was returned.</summary>
    PatientFromQuery = 32,

    /// <summary>A search whose results the record does not name.</summary>
    ResultsUnnamed = 64,

    /// <summary>A search page after the first.</summary>
    LaterPage = 128,

    /// <summary>Fields were filled from a twin record.</summary>
    Joined = 256,

    /// <summary>A system acted, nobody asked: a start, a scheduled feed.</summary>
    Unattended = 512,

    /// <summary>Its date cannot be: it is kept, but belongs to no session.</summary>
    OutOfTime = 1024,

    /// <summary>A search whose answer was larger than an empty list can be.</summary>
    NotEmpty = 2048,
}
