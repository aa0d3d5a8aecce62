namespace Egide.Journal;

/// <summary>Positions of a journal in a row.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last, itself included.</param>
public readonly record struct PositionRange(long First, long Last)
{
    /// <summary>How many.</summary>
    public long Count => Last - First + 1;

    /// <summary>Whether a position is one of them.</summary>
    public bool Holds(long position) => position >= First && position <= Last;

    /// <summary>Whether the two have a position in common.</summary>
    public bool Meets(PositionRange other) => First <= other.Last && other.First <= Last;
}
