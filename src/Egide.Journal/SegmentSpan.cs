namespace Egide.Journal;

/// <summary>One segment of a journal, as a reader sees it.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Positions">The positions it holds; those after the reader's checkpoint left out.</param>
/// <param name="Closed">Whether another was begun after it: nothing more is written to it.</param>
public sealed record SegmentSpan(string Name, PositionRange Positions, bool Closed);
