using Egide.Journal;

namespace Egide.Web.Retention;

/// <summary>Something whose time is over: the records of a whole segment, or facts of one kind in a segment.</summary>
/// <param name="Rule">The rule's name in the policy.</param>
/// <param name="Segment">The segment's file.</param>
/// <param name="Runs">What would go: of <see cref="Trail"/> the records in it, else all of it.</param>
/// <param name="Count">How many payloads.</param>
/// <param name="From">When the first came in, UTC.</param>
/// <param name="To">When the last did, UTC.</param>
/// <param name="HeldBy">Incidents whose hold keeps it; none when it may go.</param>
internal sealed record Due(string Rule, string Segment, IReadOnlyList<PositionRange> Runs, long Count, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> HeldBy)
{
    /// <summary>Names of the rules, as in the policy's file.</summary>
    public const string Trail = "trail", PersonsLog = "persons_log", Doings = "doings";
}
