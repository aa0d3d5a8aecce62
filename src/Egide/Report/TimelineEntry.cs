namespace Egide.Report;

/// <summary>One line of the timeline.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who: <c>intruder</c>, <c>carer</c>, <c>egide</c>, or an account.</param>
/// <param name="What">What happened.</param>
/// <param name="Position">Journal position it is read from; -1 when it is computed from several.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Actor, Text What, long Position);
