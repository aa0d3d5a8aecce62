namespace Egide.Simulator.Tests;

/// <summary>A name for a folder that is deleted in the end.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "egide-region-" + Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(Path, true);
}
