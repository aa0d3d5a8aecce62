namespace Egide.Web.Retention;

/// <summary>How long what serves a purpose is kept, and why so long.</summary>
/// <param name="Period">How long.</param>
/// <param name="Reason">Why, as the controller answers for it.</param>
public sealed record Purpose(Period Period, Text Reason);
