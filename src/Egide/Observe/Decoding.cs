namespace Egide.Observe;

/// <summary>What a decoder made of a record.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Reason">Why, for a record that goes to quarantine or is not an audit event; carries no personal data.</param>
public readonly record struct Decoding(DecodingKind Kind, string? Reason)
{
    /// <summary>The event is filled.</summary>
    public static Decoding Event => new(DecodingKind.Event, null);

    /// <summary>Another decoder should try.</summary>
    public static Decoding NotMine => new(DecodingKind.NotMine, null);

    /// <summary>This format, but it cannot be read; it goes to quarantine with the reason.</summary>
    public static Decoding Broken(string reason) => new(DecodingKind.Broken, reason);

    /// <summary>Understood, but a record that is no audit event (a Patient, a comment line): neither event nor fault.</summary>
    public static Decoding Other(string what) => new(DecodingKind.Other, what);
}
