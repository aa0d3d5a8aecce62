using System.Buffers;

namespace Egide.Connectors.Files;

/// <summary>Tells a CSV header line from a line of log: names only, the same number of fields on the next line.</summary>
internal static class CsvHeader
{
    private const int LongestName = 64;
    private static readonly SearchValues<byte> NotInNames = SearchValues.Create("[]{}<>=\"\\:"u8);

    /// <summary>Whether <paramref name="text"/> starts with a header line, and its delimiter.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out byte delimiter)
    {
        delimiter = 0;
        var end = text.IndexOf((byte)'\n');
        var line = (end < 0 ? text : text[..end]).TrimEnd("\r \0"u8);
        var rest = end < 0 ? default : text[(end + 1)..];
        var best = 0;
        foreach (var candidate in ",;\t|"u8)
        {
            var count = line.Count(candidate);
            if (count <= best) continue;
            best = count;
            delimiter = candidate;
        }

        return best > 0 && AreNames(line, delimiter) && FollowsSuit(rest, delimiter, best);
    }

    /// <summary>The names on a header line, quotes taken off.</summary>
    public static string[] Names(ReadOnlySpan<byte> line, byte delimiter) =>
        Array.ConvertAll(
            Egide.Observe.LenientUtf8.GetString(line.Trim("\r\n \0"u8)).Split((char)delimiter),
            static name => name.Trim().Trim('"').Trim());

    private static bool AreNames(ReadOnlySpan<byte> line, byte delimiter)
    {
        var empty = 0;
        var fields = 0;
        foreach (var range in line.Split(delimiter))
        {
            var name = line[range].Trim(" \t\""u8);
            fields++;
            if (name.IsEmpty)
            {
                empty++;
                continue;
            }

            if (name.Length > LongestName || char.IsAsciiDigit((char)name[0]) || name.IndexOfAny(NotInNames) >= 0) return false;
        }

        // Trailing delimiters make empty names; a line mostly of them is no header.
        return empty * 2 < fields;
    }

    private static bool FollowsSuit(ReadOnlySpan<byte> rest, byte delimiter, int count)
    {
        if (rest.Trim("\r\n \0"u8).IsEmpty) return true;
        var end = rest.IndexOf((byte)'\n');
        var row = end < 0 ? rest : rest[..end];
        return row.Count(delimiter) >= count || row.Contains((byte)'"');
    }
}
