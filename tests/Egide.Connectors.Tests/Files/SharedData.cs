namespace Egide.Connectors.Tests.Files;

/// <summary>Data sets that stand beside a checkout, when they are there.</summary>
internal static class SharedData
{
    /// <summary>The path, or a skipped test that says what is missing.</summary>
    public static string Path(string relative)
    {
        var path = Root() is { } root ? System.IO.Path.Combine(root, relative) : null;
        if (path is null || (!File.Exists(path) && !Directory.Exists(path))) Assert.Skip($"shared/{relative} is not here");
        return path;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("EGIDE_SHARED") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(shared, "vectors"))) return shared;
        }

        return null;
    }
}
