using System.Collections.Frozen;

namespace Egide.Detect;

/// <summary>
/// What is kept of an account's old sessions once those that said nothing are let go: what had added up by then, as if they were still
/// there. Never changed, only replaced.
/// </summary>
/// <param name="Runs">What had added up, by context.</param>
/// <param name="Peak">The highest point any run had reached, nats.</param>
/// <param name="LetGo">Sessions that are no longer in memory.</param>
/// <param name="Before">Number that sessions begun later have at least.</param>
/// <param name="Until">Instant before which it ends, microseconds.</param>
internal sealed record Past(IReadOnlyDictionary<(int Operator, int Family), Run> Runs, double Peak, int LetGo, int Before, long Until)
{
    /// <summary>Before anything.</summary>
    public static Past None { get; } = new(FrozenDictionary<(int, int), Run>.Empty, 0, 0, 0, long.MinValue);

    /// <summary>Whether what a session adds up to is in it already.</summary>
    public bool Holds(SessionRecord session) => session.Key < Before && session.End < Until;

    /// <summary>This and some later sessions, in the order of their beginning; campaigns left out, as they are known of the rest only.</summary>
    public Past And(IEnumerable<SessionRecord> sessions, Surroundings around, int before, long until)
    {
        var (runs, peak) = (new Dictionary<(int, int), Run>(Runs), Peak);
        foreach (var session in sessions)
        {
            if (session.Accesses == 0) continue;
            var context = around.ContextOf(session.Address, session.Agent);
            var run = runs.GetValueOrDefault(context);
            peak = Math.Max(peak, Math.Max(run.Add(session, around.KindOf(session.Address), 0), session.Own));
            if (run.IsNothing) runs.Remove(context);
            else runs[context] = run;
        }

        return new Past(runs, peak, LetGo, before, until);
    }
}
