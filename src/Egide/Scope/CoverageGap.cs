namespace Egide.Scope;

/// <summary>A stretch over which a source may have said less than happened.</summary>
/// <param name="Source">The source.</param>
/// <param name="From">From, UTC.</param>
/// <param name="To">To, UTC.</param>
/// <param name="Why">What is missing.</param>
public sealed record CoverageGap(string Source, DateTimeOffset From, DateTimeOffset To, Text Why);
