namespace Egide.Scope;

/// <summary>An incident's accounts.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Unplaced">Numbers, below -1, of web servers' lines from the intruder's address and browser that belong to no session.</param>
public sealed record CaseIncident(string Id, IReadOnlyList<CaseAccount> Accounts, IReadOnlyList<int> Unplaced)
{
    /// <summary>P(intruder) of a line that belongs to no session: possible, no more.</summary>
    public const double PUnplaced = 0.3;
}
