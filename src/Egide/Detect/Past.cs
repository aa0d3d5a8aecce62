using System.Collections.Frozen;

namespace Egide.Detect;

/// <summary>
/// What is kept of an account's old sessions once those that said nothing are let go: what had added up by then, as if they were still
/// there. Never changed, only replaced.
/// </summary>
/// <param name="Runs">What had added up, by context.</param>
/// <param name="Peak">The highest point any run had reached, nats.</param>
/// <param name="Heard">What the behaviour of those let go says of other sessions, by context, nats.</param>
/// <param name="LetGo">Sessions that are no longer in memory.</param>
/// <param name="At">The last letting go at which any was added.</param>
internal sealed record Past(IReadOnlyDictionary<(int Operator, int Family), Run> Runs, double Peak, IReadOnlyDictionary<(int Operator, int Family), double> Heard, int LetGo, int At)
{
    /// <summary>Before anything.</summary>
    public static Past None { get; } = new(FrozenDictionary<(int, int), Run>.Empty, 0, FrozenDictionary<(int, int), double>.Empty, 0, 0);

    /// <summary>Whether what a session adds up to is in it already.</summary>
    public bool Holds(SessionRecord session) => session.AddedAt is > 0 and var at && at <= At;

    /// <summary>This and some later sessions, in the order of their beginning; campaigns left out, as they are known of the rest only.</summary>
    public Past And(IEnumerable<SessionRecord> sessions, Surroundings around, int at)
    {
        var (runs, peak) = (new Dictionary<(int, int), Run>(Runs), Peak);
        foreach (var session in sessions)
        {
            if (session.Accesses == 0) continue;
            peak = Math.Max(peak, Math.Max(Run.AddTo(runs, session, around, 0).Sum, session.Own));
        }

        foreach (var (context, _) in runs.Where(run => run.Value.IsNothing).ToList()) runs.Remove(context);
        return new Past(runs, peak, Heard, LetGo, at);
    }

    /// <summary>This without some of its sessions in memory any more.</summary>
    public Past Without(IReadOnlyCollection<SessionRecord> sessions, Surroundings around)
    {
        var heard = new Dictionary<(int, int), double>(Heard);
        foreach (var session in sessions)
        {
            var context = around.ContextOf(session.Address, session.Agent);
            if (session.Accesses > 0 && session.Address >= 0) heard[context] = heard.GetValueOrDefault(context) + Attribution.Heard(Run.Behaviour(session));
        }

        return this with { Heard = heard, LetGo = LetGo + sessions.Count };
    }
}
