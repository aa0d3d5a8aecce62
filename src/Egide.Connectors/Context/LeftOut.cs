using Egide.Connectors.Files;

namespace Egide.Connectors.Context;

/// <summary>What of one file cannot be used: the first ones are said each, which is enough to see what is wrong; of the others how many there are.</summary>
/// <param name="name">The file.</param>
/// <param name="what">What is left out, in the plural.</param>
/// <param name="report">Takes problems.</param>
internal sealed class LeftOut(string name, Text what, Action<IntakeProblem> report)
{
    private const int Each = 20;
    private long _count;

    /// <summary>Leaves one out.</summary>
    public void Add(Text sentence, long offset = 0)
    {
        if (++_count <= Each) Say(sentence, offset, 1);
    }

    /// <summary>Says how many there were when not all were said.</summary>
    public void End()
    {
        if (_count > Each) Say(new($"En tout, {_count} {what.Fr} sont inutilisables.", $"{_count} {what.En} in all cannot be used."), 0, _count - Each);
    }

    private void Say(Text sentence, long offset, long count) => report(new IntakeProblem(name, offset, ProblemCode.BadRow, sentence) { LeftOut = count });
}
