namespace Egide.Simulator;

/// <summary>What was written. Holds nothing of the truth: that is in <c>truth/</c> only.</summary>
/// <param name="Records">Records in the trails.</param>
/// <param name="Bytes">Their bytes, before compression.</param>
/// <param name="Accesses">Ordinary openings of a patient's record.</param>
/// <param name="Explained">Those of them that a care relationship of the context explains.</param>
public readonly record struct RegionSummary(long Records, long Bytes, long Accesses, long Explained)
{
    /// <summary>Share of the ordinary openings that the context explains, 0 to 1.</summary>
    public double ExplainedShare => Accesses == 0 ? 0 : (double)Explained / Accesses;
}
