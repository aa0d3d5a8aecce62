namespace Egide.Web.Live;

/// <summary>A session whose running evidence passed the line of a finding.</summary>
/// <param name="At">Event time at which it did, UTC.</param>
/// <param name="Told">When it was told, UTC.</param>
/// <param name="Account">The account, <c>idp|id</c>.</param>
/// <param name="Session">The session as files name it.</param>
/// <param name="Nats">The evidence then.</param>
/// <param name="Why">What weighed most.</param>
public sealed record Alarm(DateTimeOffset At, DateTimeOffset Told, string Account, string Session, double Nats, Text Why);
