namespace Egide.Web.Tests.Tde;

/// <summary>A folder for one test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("egide-index-").FullName;

    /// <summary>Copies a folder's files, and those of its folders; but the lock of whoever writes there.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.GetFiles(from).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))) File.Copy(path, System.IO.Path.Combine(to, System.IO.Path.GetFileName(path)), overwrite: true);
        foreach (var path in Directory.GetDirectories(from)) Copy(path, System.IO.Path.Combine(to, System.IO.Path.GetFileName(path)));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
