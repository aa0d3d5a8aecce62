namespace Egide.Web.Tde.Records;

/// <summary>A record as the journal holds it.</summary>
/// <param name="Position">Where.</param>
/// <param name="Payload">Its bytes, as they came.</param>
/// <param name="Origin">Who brought it.</param>
/// <param name="Received">When.</param>
internal sealed record TraceRecord(long Position, byte[] Payload, string Origin, DateTimeOffset Received);
