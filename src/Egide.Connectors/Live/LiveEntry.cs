namespace Egide.Connectors.Live;

/// <summary>An entry of a live journal: a record somebody brought, or a fact.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Payload">Its bytes: a record's as they came, a fact's JSON.</param>
/// <param name="Fact">Kind of the fact, or <see cref="Deletion"/>; null for a record.</param>
/// <param name="Number">Number of who brought the record; -1 for a fact.</param>
/// <param name="Received">When the record came in, microseconds; 0 for a fact.</param>
/// <param name="Key">What its sender told the record by, or null.</param>
public sealed record LiveEntry(long Position, byte[] Payload, string? Fact, int Number, long Received, UInt128? Key)
{
    /// <summary>What stands for a fact's kind where the entry records that runs of others were deleted; its payload is that of <see cref="Journal.Deletion"/>.</summary>
    public const string Deletion = "deletion";

    /// <summary>Whether it is a record.</summary>
    public bool IsRecord => Fact is null;
}
