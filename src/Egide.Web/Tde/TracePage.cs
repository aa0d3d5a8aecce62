using Egide.Web.Tde.Records;

namespace Egide.Web.Tde;

/// <summary>One page of a search's result.</summary>
/// <param name="Entries">The records found, the newest first.</param>
/// <param name="Last">Where the next page goes on; null when there is none.</param>
internal sealed record TracePage(IReadOnlyList<(long Position, TraceDocument Document)> Entries, (long Time, long Position)? Last)
{
    /// <summary>How many the pages together hold; null when that is not known.</summary>
    public int? Total { get; init; }
}
