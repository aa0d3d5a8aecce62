namespace Egide.Connectors.Context;

/// <summary>A live register could not be read whole.</summary>
public sealed class RegisterException : Exception
{
    internal RegisterException(string fr, string en, Exception? inner = null)
        : base(en, inner) => Reason = new Text(fr, en);

    /// <summary>What was asked, what was got, what to do.</summary>
    public Text Reason { get; }
}
