namespace Egide.Observe.Context;

/// <summary>A name of a person.</summary>
/// <param name="Family">Family name; empty when the name has none.</param>
/// <param name="Given">Given names, each apart.</param>
/// <param name="Others">What else a search by name may look at: prefix, suffix, the name as one text; null for nothing.</param>
public readonly record struct PersonName(string Family, IReadOnlyList<string> Given, IReadOnlyList<string>? Others = null);
