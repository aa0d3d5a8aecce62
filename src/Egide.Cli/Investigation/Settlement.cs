using Egide.Journal;

namespace Egide.Cli.Investigation;

/// <summary>
/// How a result takes the place of the last one: the old is renamed aside, the new is renamed in, the old is deleted. A folder's name
/// says how far it got, and each step is one renaming, so that between any two a whole result lies in one folder:
/// <c>.whole</c> is a new result about to go in, <c>.settling</c> the same once the old one is whole in <c>.old</c>.
/// </summary>
internal sealed class Settlement(string folder)
{
    private static readonly string[] Names =
    [
        "report.html", "incidents.json", "findings.ndjson", "sessions.csv", "exposure.csv", "exposure.parquet", "timeline.csv", "sources.json", "quarantine.ndjson",
        "journal", "register", "trail", "case.json", "confirmations.ndjson",
    ];

    /// <summary>Called before each step that changes the disk: for tests, which stop there.</summary>
    public Action? Step { get; init; }

    /// <summary>Where a result is made.</summary>
    public string Work => Path.Combine(folder, ".work");

    private string Whole => Path.Combine(folder, ".whole");

    private string Settling => Path.Combine(folder, ".settling");

    private string Old => Path.Combine(folder, ".old");

    /// <summary>Ends what an earlier run left unfinished, and gives an empty <see cref="Work"/>.</summary>
    public void Begin()
    {
        Complete();
        Delete(Work);
        // What is made here is read by nobody else, from its first byte on.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Work);
        else Directory.CreateDirectory(Work, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Leaves everything as it was before <see cref="Begin"/>.</summary>
    public void Abandon() => Delete(Work);

    /// <summary>Puts what lies in <see cref="Work"/>, which is whole, in the place of the last result.</summary>
    public void Settle()
    {
        if (!OperatingSystem.IsWindows())
            foreach (var file in Directory.EnumerateFiles(Work, "*", SearchOption.AllDirectories))
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Disk.SyncTree(Work);
        Move(Work, Whole);
        Complete();
    }

    // Runs from wherever the last one stopped.
    private void Complete()
    {
        if (Directory.Exists(Whole))
        {
            if (!Directory.Exists(Old)) Do(() => Directory.CreateDirectory(Old));
            foreach (var name in Names.Where(name => Path.Exists(Path.Combine(folder, name)))) Move(Path.Combine(folder, name), Path.Combine(Old, name));
            Move(Whole, Settling);
        }

        if (Directory.Exists(Settling))
        {
            foreach (var entry in Directory.GetFileSystemEntries(Settling)) Move(entry, Path.Combine(folder, Path.GetFileName(entry)));
            Delete(Settling);
        }

        Delete(Old);
    }

    private void Move(string from, string to) => Do(() =>
    {
        if (Directory.Exists(from)) Directory.Move(from, to);
        else File.Move(from, to);
        Disk.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    });

    private void Delete(string path)
    {
        if (Directory.Exists(path)) Do(() => Directory.Delete(path, recursive: true));
    }

    private void Do(Action step)
    {
        Step?.Invoke();
        step();
    }
}
