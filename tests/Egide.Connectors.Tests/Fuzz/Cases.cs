using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Egide.Connectors.Fuzz;

/// <summary>Inputs that once broke a promise: each stays in <c>cases/</c>, named after its target, and is tried on every run.</summary>
internal static class Cases
{
    public static IEnumerable<(string Target, string Path)> All() => Directory.Exists(Folder())
        ? Directory.EnumerateFiles(Folder(), "*.bin").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path).Split('-')[0], path))
        : [];

    public static string Keep(string target, ReadOnlySpan<byte> input)
    {
        Directory.CreateDirectory(Folder());
        var path = Path.Combine(Folder(), $"{target}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "cases");
}
