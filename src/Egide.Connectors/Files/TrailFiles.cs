namespace Egide.Connectors.Files;

/// <summary>The walk: from paths to the files in them, folders followed and archives opened by what they contain.</summary>
public static class TrailFiles
{
    /// <summary>
    /// Every file under <paramref name="paths"/>, in a stable (ordinal) order, each given once. Problems are reported
    /// and never stop the walk. One file is open at a time: finish with one before asking for the next.
    /// </summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="report">Takes problems, on the thread that walks or reads.</param>
    /// <param name="limits">Limits on what archives may expand to; the default when null.</param>
    /// <param name="result">Folder of a result, left out where it is met; null when there is none.</param>
    public static IEnumerable<TrailFile> Walk(
        IEnumerable<string> paths, Action<IntakeProblem> report, IntakeLimits? limits = null, string? result = null)
    {
        var unpacking = new Unpacking(limits ?? new IntakeLimits(), report);
        foreach (var path in new FolderWalk(report, result).Files(paths))
        {
            foreach (var file in OnDisk(path, report, unpacking)) yield return file;
        }
    }

    private static IEnumerable<TrailFile> OnDisk(string path, Action<IntakeProblem> report, Unpacking unpacking)
    {
        using var disk = OpenDisk(path, report);
        if (disk is null) yield break;
        var length = disk.Length;
        if (length == 0)
        {
            report(new IntakeProblem(path, 0, ProblemCode.Empty, new("Il est vide.", "It is empty.")));
            yield break;
        }

        var lastWrite = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        var content = new FixedLengthStream(disk, length);
        var root = new PackedRoot(length, new ExpansionBudget(unpacking.Limits, length));
        var guarded = new GuardedStream(content, path, report, atEnd: read => SayShorter(path, report, length, read));
        foreach (var file in unpacking.Leaves(new Layer(path, lastWrite, guarded, disk, 0), root)) yield return file;
        if (RandomAccess.GetLength(disk.SafeFileHandle) > length)
        {
            report(new IntakeProblem(path, length, ProblemCode.Grew, new(
                $"Il a grandi pendant la lecture : ses {length} premiers octets ont été lus. Relancer pour le reste.",
                $"It grew while it was read: its first {length} bytes were read. Run again for the rest.")));
        }
    }

    private static FileStream? OpenDisk(string path, Action<IntakeProblem> report)
    {
        try
        {
            if (RegularFile.Open(path) is { } file) return file;
            report(new IntakeProblem(path, 0, ProblemCode.NotAFile, new("C’est un tube, une prise ou un périphérique ; seuls les fichiers ordinaires sont lus.", "It is a pipe, a socket or a device; only regular files are read.")));
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            report(new IntakeProblem(path, 0, Damage.Code(fault), Damage.Sentence(fault)));
        }

        return null;
    }

    private static void SayShorter(string path, Action<IntakeProblem> report, long length, long read)
    {
        if (read < length)
        {
            report(new IntakeProblem(path, read, ProblemCode.Shrank, new(
                "Il a raccourci pendant la lecture ; ce qui en reste a été lu. Donner une copie où personne n’écrit.",
                "It became shorter while it was read; what is left was read. Give a copy that nobody writes to.")));
        }
    }
}
