namespace Egide.Web.Retention;

/// <summary>Somebody asks to release a hold; another person must agree.</summary>
/// <param name="Id">Position of the fact.</param>
/// <param name="By">Name of who asks.</param>
/// <param name="Who">Who asks, whatever her name.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When, UTC.</param>
internal sealed record ReleaseRequest(long Id, string By, string Who, string Reason, DateTimeOffset At);
