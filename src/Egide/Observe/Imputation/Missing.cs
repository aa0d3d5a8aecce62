namespace Egide.Observe.Imputation;

/// <summary>What an event lacks to be imputed in full.</summary>
[Flags]
public enum Missing : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>No identified person asked for it ("Anonymous", "unknown" and the like count as none).</summary>
    Person = 1,

    /// <summary>No session or token id.</summary>
    Session = 2,

    /// <summary>A patient's data is concerned and no patient is named.</summary>
    Patient = 4,

    /// <summary>What kind of data was seen is not said.</summary>
    Category = 8,

    /// <summary>No client address.</summary>
    Address = 16,

    /// <summary>No user agent or device.</summary>
    Device = 32,

    /// <summary>No usable time, or one without its zone.</summary>
    Time = 64,

    /// <summary>Whether it succeeded is not said.</summary>
    Outcome = 128,
}
