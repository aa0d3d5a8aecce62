namespace Egide.Web.Persons;

/// <summary>Somebody asks who saw a person's data; a second person must agree before anything is shown.</summary>
/// <param name="Id">Its number: the journal's position where it was asked.</param>
/// <param name="By">Name of who asks.</param>
/// <param name="Who">Who asks, whatever her name.</param>
/// <param name="Identifier">The person, <c>system|value</c> or a value.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When, UTC.</param>
/// <param name="AgreedBy">Name of who agreed; null while nobody did.</param>
internal sealed record PersonRequest(long Id, string By, string Who, string Identifier, string Reason, DateTimeOffset At, string? AgreedBy);
