namespace Egide.Scope;

/// <summary>A stretch over which a source may have said less than happened.</summary>
/// <param name="Source">The source.</param>
/// <param name="From">From, UTC.</param>
/// <param name="To">To, UTC.</param>
/// <param name="Why">What is missing.</param>
/// <param name="Bring">What would fill it; null when it is the source's own trail.</param>
public sealed record CoverageGap(string Source, DateTimeOffset From, DateTimeOffset To, Text Why, Text? Bring = null);
