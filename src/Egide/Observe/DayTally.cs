namespace Egide.Observe;

/// <summary>What one source wrote on one day.</summary>
public struct DayTally
{
    /// <summary>Events.</summary>
    public long Events;

    /// <summary>Earliest instant, microseconds.</summary>
    public long First;

    /// <summary>Latest instant, microseconds.</summary>
    public long Last;

    /// <summary>Least journal position.</summary>
    public long Position;
}
