using Egide.Scope.Replay;

namespace Egide.Scope;

/// <summary>What running the questions of an incident again gave.</summary>
/// <param name="Questions">Questions whose results no record names.</param>
/// <param name="Exact">Of them, answered exactly by the register as it was.</param>
/// <param name="Doubts">The others, by what keeps them from being exact, with the most persons they add.</param>
public sealed record ReplaySummary(int Questions, int Exact, IReadOnlyDictionary<Doubt, (int Questions, long Persons)> Doubts)
{
    /// <summary>Nothing was asked.</summary>
    public static ReplaySummary None { get; } = new(0, 0, new Dictionary<Doubt, (int, long)>());

    internal static ReplaySummary Of(IReadOnlyCollection<Asking> askings) => new(
        askings.Count,
        askings.Count(a => a.Answer.Doubt == Doubt.None),
        askings.Where(a => a.Answer.Doubt != Doubt.None).GroupBy(a => a.Answer.Doubt)
            .ToDictionary(g => g.Key, g => (g.Count(), g.Sum(a => a.IsAnswered ? a.Answer.Most : Math.Max(0, a.Bound)))));
}
