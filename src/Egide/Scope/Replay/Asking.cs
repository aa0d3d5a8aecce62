using Egide.Observe.Data;
using Egide.Observe.Queries;

namespace Egide.Scope.Replay;

/// <summary>One question put in one session, with the pages of its answer that were asked for.</summary>
internal sealed class Asking
{
    /// <summary>The incident it belongs to.</summary>
    public required string Incident { get; init; }

    /// <summary>How surely an intruder asked: 3 certain, 2 probable, 1 possible.</summary>
    public required int Level { get; init; }

    /// <summary>Name of the source that recorded it.</summary>
    public required string Source { get; init; }

    /// <summary>The question, without its pages.</summary>
    public required DecodedQuery Query { get; init; }

    /// <summary>The questions that a later page may continue, when no record says which; null for a question.</summary>
    public IReadOnlyList<Asking>? MayContinue { get; init; }

    /// <summary>When the first page was asked, microseconds.</summary>
    public required long From { get; init; }

    /// <summary>When the last answer was made: a list that the server keeps open is as it was at its first page.</summary>
    public required long To { get; set; }

    /// <summary>When its last page was asked.</summary>
    public required long LastPage { get; set; }

    /// <summary>The server's mark of its later pages, once one was seen.</summary>
    public string? Handle { get; set; }

    /// <summary>Pages asked for.</summary>
    public List<PageAsked> Pages { get; } = [];

    /// <summary>What its answers show of each person.</summary>
    public DataCategory Categories { get; set; }

    /// <summary>What running it again gives.</summary>
    public Answer Answer { get; set; } = new();

    /// <summary>Whether the register answered.</summary>
    public bool IsAnswered => Answer.Doubt is Doubt.None or Doubt.RuleUnknown or Doubt.Contradicted;

    /// <summary>Whether its text says what was asked, so that asked again it shows the same persons.</summary>
    public bool SaysAll => Query.Parameters.Count > 0;

    /// <summary>Most persons that count, page size and bytes allow, each page once; -1 when one of them has no bound.</summary>
    public long Bound
    {
        get
        {
            long sum = 0;
            foreach (var page in Pages.GroupBy(p => p.Which))
            {
                if (page.Any(p => p.Bound < 0)) return -1;
                sum += page.Max(p => p.Bound);
            }

            return sum;
        }
    }
}
