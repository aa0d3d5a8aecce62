using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Egide.Journal;

namespace Egide.Web.Tde.Postings;

/// <summary>
/// The list of the runs on disk, and what they were made of. Three lines: format and version, XxHash3 of the third, JSON.
/// </summary>
/// <param name="Of">Which journal, read by what.</param>
/// <param name="Covered">How many of its first entries are in the runs, but for deleted ones.</param>
/// <param name="Size">Entries it had when this was written: what was deleted by then is not in the runs, so that a journal without these entries is another.</param>
/// <param name="Root">Root hash of the tree over them, base64.</param>
/// <param name="Runs">The runs, in the order of their records.</param>
internal sealed record RunList(string Of, long Covered, long Size, string Root, IReadOnlyList<RunPlace> Runs)
{
    /// <summary>Its file's name.</summary>
    public const string Name = "runs";

    private const string Format = "egide-trail-index 1";

    /// <summary>Puts it in the place of the one before once it is durable.</summary>
    /// <exception cref="IOException">The disk refused; the one before stands, or this one.</exception>
    public void Write(string folder)
    {
        var text = JsonSerializer.Serialize(this);
        Disk.Replace(Path.Combine(folder, Name), Encoding.UTF8.GetBytes($"{Format}\n{Checksum(text)}\n{text}\n"));
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is of another version, or not as it was written; says which.</exception>
    public static RunList Read(string folder)
    {
        var lines = File.ReadAllText(Path.Combine(folder, Name)).Split('\n');
        if (lines[0] != Format) throw new InvalidDataException("its list is of another version, or none");
        if (lines.Length != 4 || lines[3].Length > 0 || lines[1] != Checksum(lines[2])) throw new InvalidDataException("its list is damaged");
        return JsonSerializer.Deserialize<RunList>(lines[2]) ?? throw new InvalidDataException("its list is empty");
    }

    private static string Checksum(string text) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture);
}
