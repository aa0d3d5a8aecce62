namespace Egide.Observe;

/// <summary>The verdicts of a decoder.</summary>
public enum DecodingKind : byte
{
    /// <summary>Not of this decoder's format.</summary>
    NotMine,

    /// <summary>Read.</summary>
    Event,

    /// <summary>Of this format but unreadable.</summary>
    Broken,

    /// <summary>Of this format but no audit event.</summary>
    Other,
}
