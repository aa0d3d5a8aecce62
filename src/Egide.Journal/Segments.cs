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
            foreach (var (offset, bytes) in FramesOf(path))
            {
                yield return (path, offset, bytes);
                if (bytes is null) yield break;
            }
    }

    /// <summary>The same of one segment.</summary>
    public static IEnumerable<(long Offset, byte[]? Bytes)> FramesOf(string path)
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
                yield return (offset, null);
                yield break;
            }

            var bytes = GC.AllocateUninitializedArray<byte>(size);
            header.CopyTo(bytes, 0);
            file.ReadExactly(bytes.AsSpan(header.Length));
            yield return (offset, bytes);
        }
    }

    /// <summary>Position of a segment's first entry; null when it holds none yet.</summary>
    public static long? FirstOf(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> header = stackalloc byte[Frame.HeaderSize];
        return RandomAccess.Read(file, header, 0) == header.Length && Frame.LengthOf(header) >= 0 ? System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(header[4..]) : null;
    }

    /// <summary>Whether a whole frame stands anywhere after a byte: then what is before it was damaged, not cut short.</summary>
    public static bool HoldFrameAfter(string path, long offset)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file) - offset - 1;
        if (length > Frame.Longest + Frame.HeaderSize + Merkle.Size) return true; // no single frame is that long
        var rest = new byte[Math.Max(0, length)];
        RandomAccess.Read(file, rest, offset + 1);
        for (var at = 0; ; at++)
        {
            var next = rest.AsSpan(at).IndexOf("1EGF"u8);
            if (next < 0) return false;
            at += next;
            var size = Frame.LengthOf(rest.AsSpan(at));
            if (size > 0 && size <= rest.Length - at && Frame.Parse(rest.AsMemory(at, size), 0) is not null) return true;
        }
    }
}
