using System.Globalization;

namespace Egide.Journal;

/// <summary>Names of C2SP tlog-tiles files.</summary>
internal static class TilePath
{
    public const int Width = 256;

    /// <summary>Position of the first entry under a tile; of a bundle, that of its first entry.</summary>
    public static long First(int level, long number) => number << (8 * (Math.Max(level, 0) + 1));

    /// <summary><c>tile/L/N</c> or <c>tile/L/N.p/W</c>; level -1 is <c>tile/entries</c>.</summary>
    public static string Of(int level, long number, int width)
    {
        var name = (number % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = number / 1000; rest > 0; rest /= 1000) name = $"x{(rest % 1000).ToString("D3", CultureInfo.InvariantCulture)}/{name}";
        var kind = level < 0 ? "entries" : level.ToString(CultureInfo.InvariantCulture);
        return width == Width ? $"tile/{kind}/{name}" : $"tile/{kind}/{name}.p/{width.ToString(CultureInfo.InvariantCulture)}";
    }
}
