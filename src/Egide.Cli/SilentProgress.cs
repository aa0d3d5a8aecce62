namespace Egide.Cli;

/// <summary>Says nothing: for measurements.</summary>
internal sealed class SilentProgress : IProgressView
{
    public void Stage(string name)
    {
    }

    public void Progress(long done, long all)
    {
    }
}
