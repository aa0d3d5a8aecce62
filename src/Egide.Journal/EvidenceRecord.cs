namespace Egide.Journal;

/// <summary>One record of an evidence file.</summary>
/// <param name="Position">Where it stands in the log.</param>
/// <param name="Entry">The leaf's bytes.</param>
/// <param name="Salt">Salt of the payload; null when the payload is absent.</param>
/// <param name="Payload">The payload; null when it is absent.</param>
/// <param name="Proof">RFC 6962 inclusion proof, from the leaf's sibling up.</param>
internal sealed record EvidenceRecord(long Position, byte[] Entry, byte[]? Salt, byte[]? Payload, IReadOnlyList<byte[]> Proof)
{
    public static EvidenceRecord From(JournalReader reader, long position)
    {
        var salted = reader.Salted(position);
        return new EvidenceRecord(position, reader.Bytes(position).ToArray(), salted?[..JournalEntry.SaltSize].ToArray(),
            salted?[JournalEntry.SaltSize..].ToArray(), reader.InclusionProof(position));
    }

    /// <summary>What is wrong with it under a checkpoint that is trusted, as a code; null when nothing is. An absent payload is not wrong yet.</summary>
    public string? FaultUnder(Checkpoint checkpoint)
    {
        if (JournalEntry.Parse(Entry) is not { } entry) return "entry_malformed";
        if (!MerkleProof.VerifyInclusion(Position, checkpoint.Size, Merkle.Leaf(Entry), Proof, checkpoint.Root)) return "proof_invalid";
        if (Payload is null) return null;
        return Salt is { Length: JournalEntry.SaltSize } && entry.Commits([.. Salt, .. Payload]) ? null : "payload_mismatch";
    }

    /// <summary>What it, verified, says was erased; null when it records no erasure.</summary>
    public Deletion? Erases() =>
        Payload is null || JournalEntry.Parse(Entry) is not { Kind: EntryKind.Erasure } entry ? null : Deletion.Read(Position, entry.Header, Payload);
}
