using Egide.Scope.Replay;

namespace Egide.Scope;

/// <summary>Questions put to one source that widen an extent, by what keeps them from being exact.</summary>
/// <param name="Doubt">What.</param>
/// <param name="Source">The source.</param>
/// <param name="Questions">How many.</param>
/// <param name="Persons">The most persons they add, each question by itself; -1 when nothing bounds one of them but the register.</param>
public readonly record struct Widening(Doubt Doubt, string Source, int Questions, long Persons);
