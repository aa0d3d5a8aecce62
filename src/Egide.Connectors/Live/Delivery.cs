namespace Egide.Connectors.Live;

/// <summary>Records that came in together and are answered together: one frame, one POST, one poll.</summary>
/// <param name="Origin">Who brought them, as people read it and no longer than 200 characters: <c>syslog/tls 10.1.2.3</c>, <c>keycloak region</c>. The source's name when a record names none.</param>
/// <param name="Records">Each record's bytes, without framing; not touched by the sender before the answer.</param>
public sealed record Delivery(string Origin, IReadOnlyList<ReadOnlyMemory<byte>> Records)
{
    /// <summary>
    /// Whether a record that is byte for byte in the journal already is not taken again: for senders that try again when they got no
    /// answer. False where two equal records are two events (a web server's lines).
    /// </summary>
    public bool Once { get; init; }

    /// <summary>
    /// What tells each record from every other, when its sender numbers them: a record of the same key is not taken again, and two equal
    /// records of different keys are two. Kept in the journal with the record. Null when the sender has no such thing.
    /// </summary>
    public IReadOnlyList<UInt128>? Keys { get; init; }
}
