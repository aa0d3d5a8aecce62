using System.Collections.Concurrent;
using Egide.Connectors.Live;
using Egide.Journal;
using Egide.Observe;

namespace Egide.Web.Retention;

/// <summary>Finds what is past its time: whole segments whose every record is, and facts that have a time of their own. Changes nothing.</summary>
internal sealed class DueFinder(RetentionPolicy policy, Ledger ledger, DatedFacts log, DatedFacts doings)
{
    // A closed segment's entries never change, whatever is deleted from it.
    private readonly ConcurrentDictionary<SegmentSpan, Came> _came = [];

    /// <summary>What is due at an instant.</summary>
    /// <param name="reader">The journal; used by one thread at a time.</param>
    /// <param name="at">The instant.</param>
    /// <param name="holds">What is held.</param>
    /// <param name="rests">Whether a run holds a record that a hold's incident rests on.</param>
    public async Task<List<Due>> Find(LiveReader reader, DateTimeOffset at, IReadOnlyList<Hold> holds, Func<PositionRange, Hold, Task<bool>> rests)
    {
        var due = new List<Due>();
        foreach (var segment in reader.Segments().Where(s => s.Closed))
        {
            if (!ledger.Has(segment.Positions) && await Records(reader, segment, policy.Trail.Period.Before(at), holds, rests).ConfigureAwait(false) is { } records) due.Add(records);
            if (Facts(Due.PersonsLog, segment, log.Before(segment.Positions, policy.PersonsLog.Period.Before(at)), holds) is { } rows) due.Add(rows);
            if (Facts(Due.Doings, segment, doings.Before(segment.Positions, policy.Doings.Period.Before(at)), []) is { } done) due.Add(done);
        }

        return due;
    }

    private async Task<Due?> Records(LiveReader reader, SegmentSpan segment, DateTimeOffset limit, IReadOnlyList<Hold> holds, Func<PositionRange, Hold, Task<bool>> rests)
    {
        if (!_came.TryGetValue(segment, out var came))
        {
            // The last record tells most segments apart without reading all.
            if (reader.Received(new PositionRange(segment.Positions.Last, segment.Positions.Last)).Any(last => Instant.ToDateTimeOffset(last) >= limit)) return null;
            came = _came[segment] = Came.Of(reader.Received(segment.Positions));
        }

        if (came.Count == 0) return null;
        var (from, to) = (Instant.ToDateTimeOffset(came.From), Instant.ToDateTimeOffset(came.To));
        if (to >= limit) return null;
        var held = new List<string>();
        foreach (var hold in holds)
            if (hold.Reaches(from, to, policy.HoldMargin) || await rests(segment.Positions, hold).ConfigureAwait(false)) held.Add(hold.Incident);
        return new Due(Due.Trail, segment.Name, [segment.Positions], came.Count, from, to, [.. held.Distinct(StringComparer.Ordinal)]);
    }

    private Due? Facts(string rule, SegmentSpan segment, List<(long Position, DateTimeOffset From, DateTimeOffset To)> facts, IReadOnlyList<Hold> holds)
    {
        // A fact of a time that is held stays; the others of its segment go.
        facts.RemoveAll(fact => holds.Any(h => h.Reaches(fact.From, fact.To, policy.HoldMargin)));
        return facts.Count == 0 ? null : new Due(rule, segment.Name, Runs(facts.Select(f => f.Position)), facts.Count, facts.Min(f => f.From), facts.Max(f => f.To), []);
    }

    private static List<PositionRange> Runs(IEnumerable<long> sorted)
    {
        var runs = new List<PositionRange>();
        foreach (var position in sorted)
        {
            if (runs.Count > 0 && position == runs[^1].Last + 1) runs[^1] = runs[^1] with { Last = position };
            else runs.Add(new PositionRange(position, position));
        }

        return runs;
    }

    private sealed record Came(long Count, long From, long To)
    {
        public static Came Of(IEnumerable<long> received)
        {
            var (count, from, to) = (0L, long.MaxValue, long.MinValue);
            foreach (var at in received) (count, from, to) = (count + 1, Math.Min(from, at), Math.Max(to, at));
            return new Came(count, from, to);
        }
    }
}
