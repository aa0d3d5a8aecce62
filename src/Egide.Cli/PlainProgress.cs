namespace Egide.Cli;

/// <summary>A line a stage, for logs.</summary>
internal sealed class PlainProgress : IProgressView
{
    public void Stage(string name) => Console.Error.WriteLine(name);

    public void Progress(long done, long all)
    {
    }
}
