using Egide.Journal;

namespace Egide.Connectors.Https;

/// <summary>A secret in a file of its own, that nobody but the file's owner may read or change.</summary>
public static class SecretFile
{
    /// <summary>The secret, without what blanks stand around it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="open">Makes the fault of a file that others may read or change.</param>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public static string Read(string path, Func<Exception> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        if (!Disk.IsPrivate(path)) throw open();
        return File.ReadAllText(path).Trim();
    }
}
