namespace Egide.EndToEnd;

/// <summary>Where the repository, its sources and the published test vectors lie.</summary>
internal static class Places
{
    public static string Repository { get; } = Above(folder => File.Exists(Path.Combine(folder, "Egide.slnx")))
        ?? throw new DirectoryNotFoundException("Egide.slnx stands in no folder above the tests.");

    public static string Sources { get; } = Path.Combine(Repository, "src");

    /// <summary>The folder of vectors, or null where it is not kept.</summary>
    public static string? Vectors
    {
        get
        {
            var shared = Environment.GetEnvironmentVariable("EGIDE_SHARED") is { Length: > 0 } given ? given
                : Above(folder => Directory.Exists(Path.Combine(folder, "shared", "vectors"))) is { } parent ? Path.Combine(parent, "shared") : null;
            return shared is not null && Directory.Exists(Path.Combine(shared, "vectors")) ? Path.Combine(shared, "vectors") : null;
        }
    }

    public static IEnumerable<string> SourceFiles(string under) =>
        Directory.EnumerateFiles(under, "*.cs", SearchOption.AllDirectories).Where(file =>
            !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string? Above(Func<string, bool> fits)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (fits(folder.FullName)) return folder.FullName;
        return null;
    }
}
