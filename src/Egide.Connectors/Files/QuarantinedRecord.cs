namespace Egide.Connectors.Files;

/// <summary>A record that was not understood.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Offset">First byte in the file (unpacked).</param>
/// <param name="Length">Bytes.</param>
/// <param name="Reason">Why, one of <see cref="Egide.Observe.UnreadCode"/>.</param>
/// <param name="Detail">The same in more words, English, or null.</param>
/// <param name="Bytes">The original bytes, up to 64 kB.</param>
/// <param name="Position">Journal position of the whole record.</param>
public sealed record QuarantinedRecord(string File, long Offset, int Length, string Reason, string? Detail, byte[] Bytes, long Position);
