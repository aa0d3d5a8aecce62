using System.Text.RegularExpressions;

namespace Egide.Observe;

/// <summary>
/// The source of records that name none: their file's path, without what a rotation changes in it. The files that one server wrote
/// in turn (<c>access_log-20260901.gz</c>, <c>access_log-20260902.gz</c>, <c>access_log.1</c>) are one source, which does not stop each night.
/// </summary>
public static partial class SourceName
{
    /// <summary>The name of the family a file belongs to; the path itself when nothing in it is a rotation's.</summary>
    public static string OfFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var slash = path.LastIndexOfAny(['/', '\\', '!']);
        var (folder, name) = (path[..(slash + 1)], path[(slash + 1)..]);
        var stem = Number().Replace(Date().Replace(Packed().Replace(name, ""), ""), "");
        return stem.Any(char.IsLetter) ? folder + stem : path;
    }

    [GeneratedRegex(@"\.(gz|zst|bz2|xz)$", RegexOptions.IgnoreCase)]
    private static partial Regex Packed();

    [GeneratedRegex(@"[-_.]?(?<!\d)(19|20)\d\d[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])([-_.T]?\d{2}([-_.h:]?\d{2}([-_.m:]?\d{2})?)?)?Z?(?!\d)")]
    private static partial Regex Date();

    // Not the last number of an address: hosts are sources apart.
    [GeneratedRegex(@"(?<!(^|\D)\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,4}$")]
    private static partial Regex Number();
}
