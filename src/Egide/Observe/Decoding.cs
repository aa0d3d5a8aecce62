namespace Egide.Observe;

/// <summary>What a decoder made of a record.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Code">Why it is no event, one of <see cref="UnreadCode"/>; null when it is one, or another decoder should try.</param>
/// <param name="Reason">The same in more words, English; carries no personal data.</param>
public readonly record struct Decoding(DecodingKind Kind, string? Code, string? Reason)
{
    /// <summary>The event is filled.</summary>
    public static Decoding Event => new(DecodingKind.Event, null, null);

    /// <summary>Another decoder should try.</summary>
    public static Decoding NotMine => new(DecodingKind.NotMine, null, null);

    /// <summary>This format, but it cannot be read; it goes to quarantine with the reason.</summary>
    public static Decoding Broken(string code, string reason) => new(DecodingKind.Broken, code, reason);

    /// <summary>Understood, but a record that is no audit event (a Patient, a comment line): neither event nor fault.</summary>
    public static Decoding Other(string what) => new(DecodingKind.Other, UnreadCode.NotAuditEvent, what);
}
