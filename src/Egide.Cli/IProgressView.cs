namespace Egide.Cli;

/// <summary>Shows long work: a living line on a terminal, plain lines elsewhere.</summary>
internal interface IProgressView
{
    void Stage(string name);

    void Progress(long done, long all);
}
