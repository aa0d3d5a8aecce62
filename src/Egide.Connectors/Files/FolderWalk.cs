namespace Egide.Connectors.Files;

/// <summary>Files under paths, in ordinal order, each once, whatever links there are.</summary>
/// <param name="report">Takes problems.</param>
/// <param name="result">A folder that is left out where it is met: what is written must not be read. Null when there is none.</param>
internal sealed class FolderWalk(Action<IntakeProblem> report, string? result = null)
{
    private static ReadOnlySpan<byte> AnswersBegin => "attack,format,record,file,account,session,occurred,actor\n"u8;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly string? _result = result is null ? null : RealPath(result);

    public IEnumerable<string> Files(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            foreach (var file in Under(path)) yield return file;
        }
    }

    private IEnumerable<string> Under(string given)
    {
        var pending = new Stack<string>([given]);
        while (pending.TryPop(out var path))
        {
            if (!Exists(path, out var isFolder)) continue;
            var real = RealPath(path);
            if (isFolder && real == _result)
            {
                report(new IntakeProblem(path, 0, ProblemCode.OwnResult, new(
                    "C’est le dossier du résultat, qui se trouve parmi ce qui est lu ; il n’a pas été lu. S’il contient des traces, choisir un autre dossier pour le résultat.",
                    "It is the folder of the result, which lies among what is read; it was not read. If it holds trails, choose another folder for the result.")));
                continue;
            }

            if (!_seen.Add(real))
            {
                report(isFolder
                    ? new IntakeProblem(path, 0, ProblemCode.LinkLoop, new("Il mène à un dossier déjà parcouru ; il n’a pas été parcouru de nouveau.", "It leads to a folder that was already walked; it was not walked again."))
                    : new IntakeProblem(path, 0, ProblemCode.SameFile, new("C’est un fichier déjà donné ; il a été lu une fois.", "It is a file that was already given; it was read once.")));
                continue;
            }

            if (!isFolder)
            {
                yield return path;
                continue;
            }

            foreach (var entry in Entries(path)) pending.Push(entry);
        }
    }

    private bool Exists(string path, out bool isFolder)
    {
        isFolder = false;
        try
        {
            isFolder = Directory.Exists(path);
            if (isFolder) return true;
            if (LeadsNowhere(path))
            {
                report(new IntakeProblem(path, 0, ProblemCode.LinkLoop, new("C’est un lien qui ne mène nulle part ou à lui-même.", "It is a link that leads nowhere or to itself.")));
                return false;
            }

            if (File.Exists(path)) return true;
            report(new IntakeProblem(path, 0, ProblemCode.NotFound, new("Aucun fichier ni dossier n’a ce chemin. Le vérifier.", "No file or folder has this path. Check it.")));
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            report(new IntakeProblem(path, 0, Damage.Code(fault), Damage.Sentence(fault)));
        }

        return false;
    }

    private static bool LeadsNowhere(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is not null && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: true };
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Last first, so that a stack gives them in order.</summary>
    private string[] Entries(string folder)
    {
        try
        {
            var entries = Array.FindAll(Directory.GetFileSystemEntries(folder), entry => !IsAnswers(entry));
            Array.Sort(entries, static (a, b) => string.CompareOrdinal(b, a));
            return entries;
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            report(new IntakeProblem(folder, 0, Damage.Code(fault), Damage.Sentence(fault)));
            return [];
        }
    }

    /// <summary>A simulated region keeps the answers in "truth": whoever looks for them must not be handed them.</summary>
    private bool IsAnswers(string path)
    {
        var events = Path.Combine(path, "events.csv");
        if (Path.GetFileName(path) != "truth" || !File.Exists(events) || !Begins(events, AnswersBegin)) return false;
        report(new IntakeProblem(path, 0, ProblemCode.Answers, new(
            "C’est ce qu’une région simulée dit de ce qui s’y est vraiment passé ; il n’a pas été lu. Si ce sont des traces, renommer le dossier.",
            "It is what a simulated region says of what really happened in it; it was not read. If these are trails, rename the folder.")));
        return true;
    }

    private static bool Begins(string path, ReadOnlySpan<byte> with)
    {
        Span<byte> head = stackalloc byte[with.Length];
        try
        {
            using var file = RegularFile.Open(path);
            return file is not null && file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(with);
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            // Walked like any other, and its fault told then.
            return false;
        }
    }

    /// <summary>The path with every link on the way resolved.</summary>
    private static string RealPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var root = Path.GetPathRoot(full)!;
        var real = root;
        foreach (var part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            try
            {
                if (new FileInfo(real).LinkTarget is null) continue;
                real = File.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
            }
            catch (IOException)
            {
                return full;
            }
        }

        return real;
    }
}
