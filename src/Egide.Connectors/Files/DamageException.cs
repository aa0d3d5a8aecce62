namespace Egide.Connectors.Files;

/// <summary>Packed data that are damaged in a way that can be told.</summary>
internal sealed class DamageException(Text sentence) : IOException(sentence.En)
{
    /// <summary>What happened and what to do.</summary>
    public Text Sentence { get; } = sentence;
}
