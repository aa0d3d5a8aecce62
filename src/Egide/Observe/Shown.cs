namespace Egide.Observe;

/// <summary>How many persons a search may have shown when its record does not name them.</summary>
public static class Shown
{
    /// <summary>An entry of a list takes at least this many bytes, even when the server compressed its answer (logs count what was sent).</summary>
    public const int SmallestEntry = 40;

    /// <summary>
    /// From this many bytes an answer was no empty list: a searchset Bundle without entries has a type, a total, links that repeat the
    /// question and perhaps an OperationOutcome (FHIR R4, 3.1.1.4): some hundred bytes.
    /// </summary>
    public const int LargestEmpty = 4096;

    /// <summary>
    /// The least of what is known: the source's count of results, the page size asked for, the response's bytes.
    /// </summary>
    /// <returns>0 when results are named or there were none; -1 when nothing bounds it.</returns>
    public static int Bound(Access access)
    {
        if (!access.Is(AccessFlags.ResultsUnnamed)) return 0;
        ref var header = ref access.Header;
        if (!access.Is(AccessFlags.Success) && header.Status >= 400) return 0;
        long bound = long.MaxValue;
        if (header.ResultCount >= 0) bound = header.ResultCount;
        if (header.PageSize > 0) bound = Math.Min(bound, header.PageSize);
        if (header.ResponseBytes >= 0) bound = Math.Min(bound, header.ResponseBytes / SmallestEntry);
        return bound == long.MaxValue ? -1 : (int)Math.Min(int.MaxValue, bound);
    }
}
