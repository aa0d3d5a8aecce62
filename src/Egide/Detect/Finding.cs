namespace Egide.Detect;

/// <summary>One detector's scored statement about one account (OCSF Detection Finding).</summary>
/// <param name="Id">Stable within a run: detector, account and session in short.</param>
/// <param name="Detector">Which detector: <c>sign_in</c>, <c>session_context</c>, <c>breadth</c>, <c>foreign_access</c>, <c>enumeration</c>, <c>campaign</c>.</param>
/// <param name="Account">The account, as <c>idp|id</c>.</param>
/// <param name="Session">The session, or null when it speaks of the account.</param>
/// <param name="At">When the evidence sufficed, UTC.</param>
/// <param name="Score">Log-likelihood ratio in nats: intruder against the account's own carer.</param>
/// <param name="Sentence">What was seen, for a reader who is no analyst.</param>
/// <param name="Evidence">Journal positions of the records it was counted from (the first ones, when many).</param>
public sealed record Finding(
    string Id, string Detector, string Account, string? Session, DateTimeOffset At, double Score, Text Sentence, IReadOnlyList<long> Evidence);
