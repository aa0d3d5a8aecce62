using Egide.Detect.Models;
using Egide.Detect.Models.TwoState;

namespace Egide.Detect;

/// <summary>In whose hands an account of an incident was, session by session: a two-state chain, smoothed both ways.</summary>
public static class Attribution
{
    // The account is in an incident: an intruder's session is no longer a one-in-a-thousand matter.
    private static readonly TwoStateModel Model = new(new TwoStateRates { AtFirst = 0.01, EnterAtSession = 0.01, LeaveAtSession = 0.5 });

    /// <summary>What an account that stands in an incident only by its ties can be held for: probable, never certain.</summary>
    public const double MostTied = 0.9;

    /// <summary>What a session is held for at the least that comes from where most sessions are an intruder's: possible, not excluded.</summary>
    public const double LeastAmongIntruders = 0.02;

    /// <summary>P(intruder) of each session of one account, in time order.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="onlyTied">Whether the account is in the incident by what it shares with others and not by itself.</param>
    public static double[] Of(IReadOnlyList<SessionEvidence> sessions, bool onlyTied)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var ratios = new double[sessions.Count];
        for (var i = 0; i < ratios.Length; i++) ratios[i] = RatioOf(sessions, i);
        var opens = new bool[ratios.Length];
        Array.Fill(opens, true);
        var intruder = new double[ratios.Length];
        Model.Smooth(ratios, opens, intruder);
        // What the professional says herself is not weighed but taken; it weighs on the sessions around it.
        for (var i = 0; i < intruder.Length; i++)
            intruder[i] = sessions[i].Word is { } word ? word ? 1 : 0 : onlyTied ? Math.Min(intruder[i], MostTied) : intruder[i];
        foreach (var context in Enumerable.Range(0, intruder.Length).Where(i => sessions[i] is { Context: not null, Accesses: > 0 }).GroupBy(i => sessions[i].Context))
            Raise([.. context], sessions, intruder);
        return intruder;
    }

    // An intruder who happens on a patient of the account's own professional looks like her for once. Where most sessions from a
    // context are his, ever or from his first there to his last, none of them can be excluded.
    private static void Raise(List<int> context, IReadOnlyList<SessionEvidence> sessions, double[] intruder)
    {
        if (!IsMostly(context, intruder)) context = context[Math.Max(0, context.FindIndex(i => intruder[i] >= 0.5))..(context.FindLastIndex(i => intruder[i] >= 0.5) + 1)];
        if (!IsMostly(context, intruder)) return;
        foreach (var i in context)
            if (sessions[i].Word is null) intruder[i] = Math.Max(intruder[i], LeastAmongIntruders);
    }

    private static bool IsMostly(List<int> context, double[] intruder) => context.Count(i => intruder[i] >= 0.5) * 2 > context.Count;

    /// <summary>What was said of a session: of it in one context (<c>id@address</c>), else of all that bear its id.</summary>
    public static bool? WordOf(IReadOnlyDictionary<string, bool>? words, string id, string? address) =>
        words is null ? null : words.TryGetValue($"{id}@{address}", out var one) ? one : words.TryGetValue(id, out var all) ? all : null;

    /// <summary>What a session's behaviour says of the others from its context, nats.</summary>
    internal static double Heard(double behaviour) => Math.Clamp(behaviour, -4, 5);

    // Other sessions of the account from the same network and browser speak for this one too, but never decide alone.
    // Where they were an intruder's, that the place became usual clears nothing: he made it so.
    private static double RatioOf(IReadOnlyList<SessionEvidence> sessions, int index)
    {
        var one = sessions[index];
        if (one.Word is { } word) return word ? 16 : -16;
        var others = one.Past;
        if (one.Context is not null)
        {
            for (var i = 0; i < sessions.Count; i++)
                if (i != index && sessions[i].Accesses > 0 && sessions[i].Context == one.Context)
                    others += sessions[i].Word is { } said ? said ? 5 : -4 : Heard(sessions[i].Behaviour);
        }

        var own = one.Total - one.Usual * SpecialFunctions.Logistic(others - 3);
        return Math.Clamp(own + Math.Clamp(others * 0.3, -3, 4), -8, 16);
    }
}
