using Egide.Detect;
using Egide.Observe;
using Egide.Report;

namespace Egide.Web.Live;

/// <summary>One account, as the list has it.</summary>
/// <param name="Key"><c>idp|id</c>.</param>
/// <param name="Name">Its professional's name, or null.</param>
/// <param name="Practitioner">RPPS or IDNPS, or null.</param>
/// <param name="LastSeen">Its last event that was no failure, UTC.</param>
/// <param name="Sessions">Sessions seen.</param>
/// <param name="Heaviest">Evidence of its heaviest session, nats.</param>
/// <param name="Incident">The incident it stands in, or null.</param>
public sealed record AccountRow(string Key, string? Name, string? Practitioner, DateTimeOffset LastSeen, int Sessions, double Heaviest, string? Incident)
{
    /// <summary>All accounts: those in an incident first, then by their heaviest session.</summary>
    internal static IReadOnlyList<AccountRow> Of(Watched watched, Dossier dossier)
    {
        var incidents = dossier.Incidents.SelectMany(i => i.Accounts.Select(a => (Key: $"{a.IdentityProvider}|{a.Id}", i.Id))).ToLookup(p => p.Key, p => p.Id);
        var (sessions, heaviest) = (new int[watched.Accounts.Count], new double[watched.Accounts.Count]);
        foreach (var session in watched.Sessions)
        {
            sessions[session.Account]++;
            if (session.Accesses > 0) heaviest[session.Account] = Math.Max(heaviest[session.Account], session.Total);
        }

        return [.. watched.Accounts.Select(a => new AccountRow(a.Key, a.PersonName, a.Practitioner, Instant.ToDateTimeOffset(a.LastSeen),
            sessions[a.Id], Math.Round(heaviest[a.Id], 1), incidents[a.Key].FirstOrDefault())).OrderByDescending(a => a.Incident is not null).ThenByDescending(a => a.Heaviest)];
    }
}
