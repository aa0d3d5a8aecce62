namespace Egide.Journal.Tests;

/// <summary>Finds the shared data beside the repository, or skips the test with a word.</summary>
internal static class SharedData
{
    public static string Merkle(params string[] path)
    {
        var root = Root();
        Assert.SkipWhen(root is null, "The shared data is absent: set EGIDE_SHARED or put a folder 'shared' beside the repository.");
        var full = Path.Combine([root!, "merkle-vectors", .. path]);
        Assert.SkipUnless(Path.Exists(full), $"The shared folder has no merkle-vectors/{string.Join('/', path)}.");
        return full;
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
