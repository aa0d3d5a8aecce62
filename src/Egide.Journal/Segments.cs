namespace Egide.Journal;

/// <summary>The segment files of a journal, in order.</summary>
internal static class Segments
{
    public const string Folder = "segment";

    public static string Name(int number) => Path.Combine(Folder, number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture) + ".seg");

    public static string[] Files(string directory)
    {
        var folder = Path.Combine(directory, Folder);
        if (!Directory.Exists(folder)) return [];
        var files = Directory.GetFiles(folder, "*.seg");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>Each frame's bytes and where it stands; the last may be torn: then its bytes are null.</summary>
    public static IEnumerable<(string File, long Offset, byte[]? Bytes)> Frames(string directory)
    {
        foreach (var path in Files(directory))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20, FileOptions.SequentialScan);
            var header = new byte[Frame.HeaderSize];
            var length = file.Length;
            while (file.Position < length)
            {
                var offset = file.Position;
                var size = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length ? -1 : Frame.LengthOf(header);
                if (size < 0 || offset + size > length)
                {
                    yield return (path, offset, null);
                    yield break;
                }

                var bytes = GC.AllocateUninitializedArray<byte>(size);
                header.CopyTo(bytes, 0);
                file.ReadExactly(bytes.AsSpan(header.Length));
                yield return (path, offset, bytes);
            }
        }
    }
}
