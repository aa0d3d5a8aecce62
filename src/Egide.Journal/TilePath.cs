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

    /// <summary>
    /// A wider tile or bundle that begins with the same bytes as a partial one: a writer drops those of the checkpoint before its own, and
    /// whoever still reads by that one finds them there.
    /// </summary>
    /// <param name="directory">The log's folder.</param>
    /// <param name="name">Name of the partial one.</param>
    /// <returns>Its path; null when there is none.</returns>
    public static string? Wider(string directory, string name)
    {
        var at = name.LastIndexOf(".p/", StringComparison.Ordinal);
        if (at < 0 || !int.TryParse(name.AsSpan(at + 3), NumberStyles.None, CultureInfo.InvariantCulture, out var width)) return null;
        var (whole, folder) = (Path.Combine(directory, name[..at]), Path.Combine(directory, name[..(at + 2)]));
        try
        {
            if (Directory.EnumerateFiles(folder).FirstOrDefault(f => int.TryParse(Path.GetFileName(f), NumberStyles.None, CultureInfo.InvariantCulture, out var other) && other > width) is { } wider) return wider;
        }
        catch (DirectoryNotFoundException)
        {
            // Its tile is full by now.
        }

        return File.Exists(whole) ? whole : null;
    }
}
