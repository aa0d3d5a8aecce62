namespace Egide.Web.SignIn;

/// <summary>A file of settings cannot be used; nothing was started.</summary>
/// <param name="reason">What is wrong and what to do, in both languages; never a secret.</param>
public sealed class SettingsException(Text reason) : FormatException(reason.En)
{
    /// <summary>What is wrong and what to do.</summary>
    public Text Reason { get; } = reason;
}
