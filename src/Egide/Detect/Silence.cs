namespace Egide.Detect;

/// <summary>Who had long been silent when a session began.</summary>
internal enum Silence
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The account woke from a long silence shortly before.</summary>
    JustWoken,

    /// <summary>The account; its professional worked with others.</summary>
    Account,

    /// <summary>All accounts of the professional: away, or gone.</summary>
    Professional,
}
