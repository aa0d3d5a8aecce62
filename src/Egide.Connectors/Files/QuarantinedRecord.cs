namespace Egide.Connectors.Files;

/// <summary>A record that was not understood.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Offset">First byte in the file (unpacked).</param>
/// <param name="Length">Bytes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Bytes">The original bytes, up to 64 kB.</param>
/// <param name="Position">Journal position of the whole record.</param>
public sealed record QuarantinedRecord(string File, long Offset, int Length, string Reason, byte[] Bytes, long Position);
