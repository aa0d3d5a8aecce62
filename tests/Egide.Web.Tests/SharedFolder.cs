namespace Egide.Web.Tests;

/// <summary>Where the published vectors lie; null where they are not kept.</summary>
internal static class SharedFolder
{
    public static string? Vector(params string[] path)
    {
        var shared = Environment.GetEnvironmentVariable("EGIDE_SHARED");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); string.IsNullOrEmpty(shared) && folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "vectors"))) shared = Path.Combine(folder.FullName, "shared");
        var file = shared is null ? null : Path.Combine([shared, "vectors", .. path]);
        return File.Exists(file) ? file : null;
    }
}
