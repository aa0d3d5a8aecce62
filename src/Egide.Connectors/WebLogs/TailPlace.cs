using System.Globalization;

namespace Egide.Connectors.WebLogs;

/// <summary>How far a file was read.</summary>
/// <param name="Inode">Which file it is, whatever its name.</param>
/// <param name="Offset">First byte not read.</param>
/// <param name="Turn">How often a file was begun anew: one that was cut to nothing has the same number and the same places as before.</param>
internal readonly record struct TailPlace(ulong Inode, long Offset, long Turn)
{
    public static TailPlace Read(string path)
    {
        if (!File.Exists(path)) return default;
        var parts = File.ReadAllText(path).Split(' ');
        return parts.Length == 3 && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var inode) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var turn)
            ? new TailPlace(inode, offset, turn)
            : throw new InvalidDataException($"{path} does not say how far a log was read. Delete it to read the log from its beginning.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Inode} {Offset} {Turn}");
}
