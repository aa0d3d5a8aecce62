using Egide.Journal;

namespace Egide.Web.Retention;

/// <summary>One deletion, as the journal's facts tell it.</summary>
/// <param name="Position">Position of the fact that says what goes and why: the deletion's number.</param>
/// <param name="At">When it was begun, UTC.</param>
/// <param name="By">Who ordered it; Égide when the policy lets it.</param>
/// <param name="Rule">The rule's name in the policy: <c>trail</c>, <c>persons_log</c>, <c>doings</c>.</param>
/// <param name="Period">The period that was over, in both languages.</param>
/// <param name="Count">How many payloads.</param>
/// <param name="From">When the first of them came in, UTC.</param>
/// <param name="To">When the last did, UTC.</param>
internal sealed record DeletionRecord(long Position, DateTimeOffset At, string By, string Rule, Text Period, long Count, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The journal's entry that names what is gone; null when it was never written, and nothing went.</summary>
    public Deletion? Deletion { get; init; }

    /// <summary>Position of the fact that it was carried out; null while it was not.</summary>
    public long? Done { get; init; }

    /// <summary>Positions of what proves it.</summary>
    public IReadOnlyList<long> Proof => [.. new[] { Position, Deletion?.Position, Done }.OfType<long>()];
}
