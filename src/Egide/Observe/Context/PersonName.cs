namespace Egide.Observe.Context;

/// <summary>A name of a person.</summary>
/// <param name="Family">Family name; empty when the name has none.</param>
/// <param name="Given">Given names, each apart.</param>
public readonly record struct PersonName(string Family, IReadOnlyList<string> Given);
