namespace Egide.Scope;

/// <summary>One person that an incident counts, and on what: by number alone, so that a count can be followed without learning who it is.</summary>
/// <param name="Person">Number of the cluster of identifiers, as in <c>exposure.csv</c>.</param>
/// <param name="Controller">Who is answerable for the record, or null.</param>
/// <param name="Attribution">certain, probable or possible.</param>
/// <param name="Grade">named or replayed.</param>
/// <param name="First">First access, UTC.</param>
/// <param name="Last">Last one.</param>
/// <param name="Evidence">Journal positions of the first accesses.</param>
internal sealed record ShownPerson(long Person, string? Controller, string Attribution, string Grade, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<long> Evidence);
