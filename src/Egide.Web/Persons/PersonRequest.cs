namespace Egide.Web.Persons;

/// <summary>Somebody asks who saw a person's data; a second person must agree before anything is shown.</summary>
/// <param name="Id">Its number.</param>
/// <param name="By">Who asks.</param>
/// <param name="Identifier">The person, <c>system|value</c> or a value.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When, UTC.</param>
/// <param name="AgreedBy">Who agreed; null while nobody did.</param>
internal sealed record PersonRequest(int Id, string By, string Identifier, string Reason, DateTimeOffset At, string? AgreedBy);
