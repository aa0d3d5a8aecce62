namespace Egide.Scope;

/// <summary>A search that adds to an incident's upper bound: who exactly was in its answer is not known.</summary>
/// <param name="At">When its first page was asked, UTC.</param>
/// <param name="Most">The most persons that it can have shown beyond those it showed for certain; -1 when nothing bounds them.</param>
/// <param name="Evidence">Journal positions of its pages.</param>
internal sealed record OpenQuestion(DateTimeOffset At, long Most, IReadOnlyList<long> Evidence);
