using System.IO.Compression;
using System.Text;

namespace Egide.Simulator.Tests;

/// <summary>Reads back what was written, opening gzip and zip.</summary>
internal static class RegionFolder
{
    public static IEnumerable<(string Path, byte[] Bytes)> Files(string root, string part)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(root, part), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (path.EndsWith(".zip", StringComparison.Ordinal))
            {
                using var zip = ZipFile.OpenRead(path);
                foreach (var entry in zip.Entries)
                    yield return (relative + "!" + entry.FullName, All(entry.Open()));
            }
            else
                yield return (relative, All(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path)));
        }
    }

    public static IEnumerable<(string Path, string Line)> Lines(string root, string contains) =>
        Files(root, "trails").Where(f => f.Path.Contains(contains, StringComparison.Ordinal)).SelectMany(f => Split(f.Bytes).Select(l => (f.Path, l)));

    public static IEnumerable<string> Split(byte[] bytes) => Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static IEnumerable<string[]> Csv(string root, string name)
    {
        var path = Path.Combine(root, name);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : All(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress));
        return Split(bytes).Skip(1).Select(l => l.Split(','));
    }

    /// <summary>Messages of a DICOM trail without their syslog header, in either framing.</summary>
    public static IEnumerable<string> Frames(string path, byte[] bytes)
    {
        if (path.Contains("audit-", StringComparison.Ordinal) && path.Contains("syslog", StringComparison.Ordinal))
        {
            for (var at = 0; at < bytes.Length;)
            {
                var space = Array.IndexOf(bytes, (byte)' ', at);
                var length = int.Parse(Encoding.ASCII.GetString(bytes, at, space - at), System.Globalization.CultureInfo.InvariantCulture);
                yield return Xml(Encoding.UTF8.GetString(bytes, space + 1, length));
                at = space + 1 + length;
            }
        }
        else
            foreach (var line in Split(bytes))
                yield return Xml(line);
    }

    private static string Xml(string frame)
    {
        Assert.StartsWith("<85>1 ", frame);
        return frame[frame.IndexOf("<?xml", StringComparison.Ordinal)..];
    }

    private static byte[] All(Stream stream)
    {
        using var memory = new MemoryStream();
        using (stream)
            stream.CopyTo(memory);
        return memory.ToArray();
    }
}
