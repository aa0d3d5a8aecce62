namespace Egide.Connectors.Files;

/// <summary>Why a row, a resource or a mapping cannot be used, in both languages.</summary>
internal sealed class UnusableException(string fr, string en) : FormatException(en)
{
    public Text Reason { get; } = new(fr, en);

    /// <summary>What a fault says; a foreign one says the same in both languages.</summary>
    public static Text Why(Exception fault) => fault is UnusableException unusable ? unusable.Reason : new(fault.Message.TrimEnd('.'), fault.Message.TrimEnd('.'));
}
