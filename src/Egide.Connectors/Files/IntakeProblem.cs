namespace Egide.Connectors.Files;

/// <summary>Something about an input that its reader must know: it is said, counted, and never stops the others.</summary>
/// <param name="Path">The file, <c>archive!inner/path</c> inside archives.</param>
/// <param name="Offset">Byte offset in the (uncompressed) file where it showed; 0 when it concerns the whole.</param>
/// <param name="Code">A fixed word for machines, one of <see cref="ProblemCode"/>.</param>
/// <param name="Sentence">What was tried, what happened, what to do; carries no personal data.</param>
public sealed record IntakeProblem(string Path, long Offset, string Code, Text Sentence)
{
    /// <summary>How many rows, resources or messages of the context were left out over it.</summary>
    public long LeftOut { get; init; }
}
