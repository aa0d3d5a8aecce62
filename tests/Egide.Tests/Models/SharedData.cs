using System.Diagnostics;
using System.Text;

namespace Egide.Tests.Models;

/// <summary>Finds the shared data beside the repository, or skips the test with a word.</summary>
internal static class SharedData
{
    /// <summary>The shared folder; skips the test when it is absent.</summary>
    public static string Folder(string dataSet)
    {
        var root = Root();
        Assert.SkipWhen(root is null, "The shared data is absent: set EGIDE_SHARED or put a folder 'shared' beside the repository.");
        Assert.SkipUnless(Directory.Exists(Path.Combine(root!, "data", dataSet)), $"The shared folder has no data/{dataSet}.");
        return root!;
    }

    /// <summary>Lines of an .xz text file, through the xz program; skips the test when there is none.</summary>
    public static List<string> XzLines(string path)
    {
        var start = new ProcessStartInfo("xz", ["-dc", path]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("The xz program is absent.");
        }
        using (process)
        {
            List<string> lines = [];
            while (process!.StandardOutput.ReadLine() is { } line) lines.Add(line);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return lines;
        }
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("EGIDE_SHARED") is { Length: > 0 } given) return Directory.Exists(given) ? given : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var shared = Path.Combine(at.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "vectors"))) return shared;
        }
        return null;
    }
}
