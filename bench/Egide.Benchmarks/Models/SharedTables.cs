using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Egide.Benchmarks.Models;

/// <summary>Reads the compressed tables of the shared data sets.</summary>
internal static class SharedTables
{
    /// <summary>Rows of a delimited file (plain, .gz, or .xz through the xz program), without the header line.</summary>
    public static IEnumerable<string[]> Rows(string path, char separator = ',') => Lines(path).Skip(1).Select(line => line.Split(separator));

    private static IEnumerable<string> Lines(string path)
    {
        if (path.EndsWith(".xz", StringComparison.Ordinal)) return XzLines(path);
        if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadLines(path);
        return GzipLines(path);
    }

    private static IEnumerable<string> GzipLines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static IEnumerable<string> XzLines(string path)
    {
        var start = new ProcessStartInfo("xz", ["-dc", path]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The xz program did not start: install xz-utils.");
        while (process.StandardOutput.ReadLine() is { } line) yield return line;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidDataException($"xz could not read {Path.GetFileName(path)} (exit code {process.ExitCode}).");
    }
}
