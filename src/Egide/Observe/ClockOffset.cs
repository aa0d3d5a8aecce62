namespace Egide.Observe;

/// <summary>What a source's clock needs to agree with the others.</summary>
/// <param name="Correction">Microseconds to add to its instants; 0 when it agrees.</param>
/// <param name="Pairs">Exchanges this was measured on.</param>
public readonly record struct ClockOffset(long Correction, int Pairs);
