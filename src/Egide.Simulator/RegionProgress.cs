namespace Egide.Simulator;

/// <summary>How far the writing has come.</summary>
/// <param name="Day">Days written.</param>
/// <param name="Days">Days to write.</param>
/// <param name="Records">Records written to the trails so far.</param>
/// <param name="Bytes">Bytes of those records, before compression.</param>
public readonly record struct RegionProgress(int Day, int Days, long Records, long Bytes);
