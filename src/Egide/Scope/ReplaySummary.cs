using Egide.Scope.Replay;

namespace Egide.Scope;

/// <summary>What running the questions of an incident again gave.</summary>
/// <param name="Questions">Questions whose results no record names.</param>
/// <param name="Exact">Of them, answered exactly by the register as it was.</param>
/// <param name="Doubts">The others, by what keeps them from being exact, with the most persons they add.</param>
public sealed record ReplaySummary(int Questions, int Exact, IReadOnlyDictionary<Doubt, (int Questions, long Persons)> Doubts)
{
    /// <summary>The others again, by doubt and source, the most first.</summary>
    public IReadOnlyList<Widening> Widenings { get; init; } = [];

    /// <summary>Of the questions, those not answered exactly.</summary>
    public int Inexact => Questions - Exact;

    /// <summary>Nothing was asked.</summary>
    public static ReplaySummary None { get; } = new(0, 0, new Dictionary<Doubt, (int, long)>());

    internal static ReplaySummary Of(IReadOnlyCollection<Asking> askings) => new(
        askings.Count,
        askings.Count(a => a.Answer.Doubt == Doubt.None),
        askings.Where(a => a.Answer.Doubt != Doubt.None).GroupBy(a => a.Answer.Doubt)
            .ToDictionary(g => g.Key, g => (g.Count(), g.Sum(a => a.IsAnswered ? a.Answer.Most : Math.Max(0, a.Bound)))))
    {
        Widenings = [.. askings.Where(a => a.Answer.Doubt != Doubt.None && ExtentCounter.Shows(a)).GroupBy(a => (a.Answer.Doubt, a.Source))
            .Select(g => new Widening(g.Key.Doubt, g.Key.Source, g.Count(), g.Any(a => !a.IsAnswered && a.Bound < 0) ? -1 : g.Sum(a => a.IsAnswered ? a.Answer.Most : a.Bound)))
            .OrderByDescending(w => w.Persons < 0).ThenByDescending(w => w.Persons).ThenBy(w => w.Source, StringComparer.Ordinal)],
    };
}
