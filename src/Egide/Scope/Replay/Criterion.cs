namespace Egide.Scope.Replay;

/// <summary>One criterion: any of its values must hold.</summary>
/// <param name="Kind">What it looks at.</param>
/// <param name="Modifier">FHIR modifier (<c>exact</c>, <c>contains</c>, <c>missing</c>, <c>not</c>), or null.</param>
/// <param name="Values">Its values.</param>
internal sealed record Criterion(CriterionKind Kind, string? Modifier, IReadOnlyList<string> Values);
