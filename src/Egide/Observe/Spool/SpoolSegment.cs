namespace Egide.Observe.Spool;

/// <summary>A part of a run file: accesses of one source (or of several small ones), sorted by time.</summary>
/// <param name="Path">The run file.</param>
/// <param name="Start">Where the segment begins, bytes.</param>
/// <param name="Length">How long it is, bytes.</param>
/// <param name="Source">Index of its source, or <see cref="Mixed"/>.</param>
public sealed record SpoolSegment(string Path, long Start, long Length, int Source)
{
    /// <summary>The segment holds several sources; their clocks are taken as they are.</summary>
    public const int Mixed = -1;
}
