namespace Egide.Journal;

/// <summary>What a verification found.</summary>
/// <param name="Whole">Everything that counts is as it was signed.</param>
/// <param name="Fault">
/// The first thing that is wrong, as a code: <c>not_a_journal</c>, <c>key_missing</c>, <c>checkpoint_malformed</c>,
/// <c>signature_invalid</c>, <c>segment_corrupt</c>, <c>order_broken</c>, <c>entry_malformed</c>, <c>payload_missing</c>,
/// <c>payload_mismatch</c>, <c>tail_truncated</c>, <c>entry_changed</c>, <c>tile_missing</c>, <c>tile_changed</c>,
/// <c>root_mismatch</c>, <c>proof_invalid</c>, <c>payload_withheld</c>; null when whole.
/// </param>
/// <param name="Where">File, for people.</param>
/// <param name="Position">First position concerned; -1 when it is none in particular.</param>
/// <param name="Records">Records verified.</param>
/// <param name="Payloads">Payloads that are what was committed to.</param>
/// <param name="Erased">Payloads that were erased, by a recorded erasure.</param>
/// <param name="Unpublished">Whole records after the checkpoint, which it does not vouch for.</param>
/// <param name="Origin">The log.</param>
/// <param name="Root">Root in base64.</param>
public sealed record Verification(
    bool Whole, string? Fault, string? Where, long Position, long Records, long Payloads, long Erased, long Unpublished, string Origin, string Root)
{
    /// <summary>Payloads absent from evidence although no erasure of theirs is proven: the entry stands, why the payload is absent does not.</summary>
    public long Withheld { get; init; }

    /// <summary>The verifier key that was trusted; empty when there was none to read.</summary>
    public string Key { get; init; } = "";

    /// <summary>Another key that the folder or file carries, which was not trusted; empty when unreadable, null when it carries the same or none.</summary>
    public string? OtherKey { get; init; }

    internal Verification By(NoteKey trusted, string? carried)
    {
        var other = carried is null ? trusted.Verifier : NoteKey.Parse(carried)?.Verifier ?? "";
        return this with { Key = trusted.Verifier, OtherKey = other == trusted.Verifier ? null : other };
    }

    internal static Verification Failed(string fault, string where, long position = -1, long records = 0, string origin = "", string root = "") =>
        new(false, fault, where, position, records, 0, 0, 0, origin, root);
}
