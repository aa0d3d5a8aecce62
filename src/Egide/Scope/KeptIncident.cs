namespace Egide.Scope;

/// <summary>
/// An incident as it was told when records that its judgement rested on were about to be deleted: who stood in it, and in whose hands each
/// session was. What is read again later judges by less, and does not tell it otherwise.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Accounts">Its accounts, <c>idp|id</c>, with their evidence in nats.</param>
/// <param name="Sessions">P(intruder) of each session of theirs, by <see cref="NameOf"/>.</param>
public sealed record KeptIncident(string Id, IReadOnlyDictionary<string, double> Accounts, IReadOnlyDictionary<string, double> Sessions)
{
    /// <summary>What a session is known by when the journal is read again.</summary>
    /// <param name="account">The account, <c>idp|id</c>.</param>
    /// <param name="session">As files name it.</param>
    /// <param name="start">Its first event, microseconds.</param>
    public static string NameOf(string account, string session, long start) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{account} {session} {start}");
}
