namespace Egide.Scope.Replay;

/// <summary>One page of an answer, as it was asked for and as the evidence bounds it.</summary>
/// <param name="Offset">Results passed over; null when only the page's number or mark is known.</param>
/// <param name="Number">Number of the page from 1; null when not said.</param>
/// <param name="Size">Page size asked; 0 not stated.</param>
/// <param name="Mark">The server's mark of a later page; null when none.</param>
/// <param name="Bound">Most persons that count, page size and bytes allow; -1 when nothing says.</param>
/// <param name="Results">Results the source counted; -1 not said.</param>
/// <param name="Position">Journal position.</param>
/// <param name="At">When it was asked, microseconds.</param>
internal readonly record struct PageAsked(int? Offset, int? Number, int Size, string? Mark, int Bound, int Results, long Position, long At)
{
    /// <summary>Where the page lies, by a source's rules: null when that is not known.</summary>
    public (int From, int Size)? Place(int usual)
    {
        var size = Size > 0 ? Size : usual;
        if (Offset is { } offset) return (offset, size);
        if (Mark is not null) return null;
        if (Number is null or <= 1) return (0, size);
        return size > 0 ? ((Number.Value - 1) * size, size) : null;
    }

    /// <summary>What tells it from other pages of the same answer.</summary>
    public string Which => Offset is { } offset ? FormattableString.Invariant($"+{offset}") : Mark ?? FormattableString.Invariant($"#{Number ?? 1}");
}
