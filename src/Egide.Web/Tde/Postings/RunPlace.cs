using System.Globalization;

namespace Egide.Web.Tde.Postings;

/// <summary>What the list of runs says of one.</summary>
/// <param name="Number">Number in its file's name; never given twice.</param>
/// <param name="Length">Bytes of its file.</param>
/// <param name="Count">Postings.</param>
/// <param name="Newest">Latest time in it, microseconds since 1970 UTC.</param>
/// <param name="First">Lowest journal position in it.</param>
/// <param name="Last">Highest journal position in it.</param>
/// <param name="Checksum">XxHash3 of what stands behind its blocks.</param>
internal sealed record RunPlace(long Number, long Length, int Count, long Newest, long First, long Last, ulong Checksum)
{
    /// <summary>How its file's name ends.</summary>
    public const string Ending = ".postings";

    /// <summary>Its file's name.</summary>
    public string Name => Number.ToString("d8", CultureInfo.InvariantCulture) + Ending;
}
