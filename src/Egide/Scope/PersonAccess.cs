using Egide.Observe.Data;

namespace Egide.Scope;

/// <summary>One access to one person's data.</summary>
/// <param name="At">When.</param>
/// <param name="Account">With which account.</param>
/// <param name="Name">The professional's name, when an incident's account tells it.</param>
/// <param name="Categories">What was shown, codes of docs/outputs.md.</param>
/// <param name="Controller">Whose record.</param>
/// <param name="Why">Why: care relationship, none known, an intruder.</param>
/// <param name="Grade">named or replayed.</param>
/// <param name="Position">Journal position.</param>
internal sealed record PersonAccess(DateTimeOffset At, string Account, string? Name, IReadOnlyList<string> Categories, string? Controller, Text Why, string Grade, long Position)
{
    /// <summary>Codes of the categories in a set.</summary>
    public static IReadOnlyList<string> CodesOf(DataCategory categories) => [.. DataCategories.Each(categories).Select(DataCategories.Code)];
}
