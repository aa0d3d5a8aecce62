namespace Egide.Connectors.Files;

/// <summary>Where a record stands.</summary>
/// <param name="Start">First byte in <see cref="RecordBlock.Bytes"/>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Offset">First byte in the (uncompressed) file.</param>
/// <param name="Note">Whether it was cut.</param>
public readonly record struct RecordSlice(int Start, int Length, long Offset, RecordNote Note);
