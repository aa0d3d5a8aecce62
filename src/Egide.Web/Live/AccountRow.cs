namespace Egide.Web.Live;

/// <summary>One account, as the list has it.</summary>
/// <param name="Key"><c>idp|id</c>.</param>
/// <param name="Name">Its professional's name, or null.</param>
/// <param name="Practitioner">RPPS or IDNPS, or null.</param>
/// <param name="LastSeen">Its last event that was no failure, UTC.</param>
/// <param name="Sessions">Sessions seen.</param>
/// <param name="Heaviest">Evidence of its heaviest session, nats.</param>
/// <param name="Incident">The incident it stands in, or null.</param>
public sealed record AccountRow(string Key, string? Name, string? Practitioner, DateTimeOffset LastSeen, int Sessions, double Heaviest, string? Incident);
