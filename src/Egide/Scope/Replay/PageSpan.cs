using Egide.Observe.Context;

namespace Egide.Scope.Replay;

/// <summary>A stretch of an answer that was asked for.</summary>
/// <param name="From">First place, from 0.</param>
/// <param name="To">Place after the last that it can have held.</param>
/// <param name="SureTo">Place after the last that it held for certain, if there were so many: a server may give smaller pages than it is asked for (FHIR R4 3.1.1.5.3).</param>
internal readonly record struct PageSpan(int From, int To, int SureTo)
{
    // Pages of lists are rarely longer; a server that gives less than this is to be named in its profile.
    private const int Honoured = 100;

    /// <summary>The stretches of pages; those next to each other are one.</summary>
    public static List<PageSpan> Of(IReadOnlyList<(int Offset, int Size)> pages, SourceProfile profile)
    {
        var merged = new List<PageSpan>();
        foreach (var (offset, stated) in pages.OrderBy(p => p.Offset))
        {
            var size = stated > 0 ? stated : profile.Page;
            if (profile.Largest > 0) size = size > 0 ? Math.Min(size, profile.Largest) : profile.Largest;
            // A page whose size no one states shows its first result at least.
            var sure = size == 0 || stated == 0 && profile.Page == 0 ? 1 : profile.Largest > 0 ? size : Math.Min(size, Honoured);
            var span = new PageSpan(offset, size > 0 ? offset + size : int.MaxValue, offset + sure);
            if (merged.Count > 0 && span.From <= merged[^1].SureTo && merged[^1].SureTo == merged[^1].To)
                merged[^1] = new PageSpan(merged[^1].From, Math.Max(merged[^1].To, span.To), Math.Max(merged[^1].SureTo, span.SureTo));
            else merged.Add(span);
        }

        return merged;
    }
}
