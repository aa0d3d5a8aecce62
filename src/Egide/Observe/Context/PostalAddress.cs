namespace Egide.Observe.Context;

/// <summary>A postal address; parts that are not given apart are null.</summary>
/// <param name="Text">The address as written; lines and parts of no other place are apart by a line end.</param>
/// <param name="City">City.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="Country">Country.</param>
public readonly record struct PostalAddress(string? Text, string? City = null, string? PostalCode = null, string? Country = null);
