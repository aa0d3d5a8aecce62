using Egide.Detect.Models;
using Egide.Detect.Models.Breadth;
using Egide.Detect.Models.Freeman;

namespace Egide.Detect;

/// <summary>
/// What adds up in one context of an account (network by operator, and browser), session after session, each of which
/// may say too little by itself. Ordinary ones bring it back to nothing.
/// </summary>
internal struct Run
{
    // What an ordinary session takes away whatever was done in it.
    private const double Ordinary = 0.5;

    // No single session adds more than the line of a case to what a run of them adds up to.
    private const double MostOfOne = 10;

    // From half the line on, the place is rather an intruder's than the account's own.
    private const double Doubtful = 5;

    // What any sign-in may say of a session in a run; after a long silence it may say more.
    private const double MostOfSignIn = 1;

    private Cusum _sum;
    private double _woken;

    /// <summary>
    /// How far this is an intruder's place rather than the account's own, 0 to 1, by what has added up there. Never at an
    /// establishment's site: a carer who does strange things at her desk is still at her desk.
    /// </summary>
    public readonly double DoubtAt(NetworkKind kind) => kind == NetworkKind.Site ? 0 : SpecialFunctions.Logistic(_sum.Value - Doubtful);

    /// <summary>Whether it stands where a new one does.</summary>
    public readonly bool IsNothing => _sum.Value == 0 && _woken == 0;

    /// <summary>
    /// Adds a session and gives the sum, nats. That a place has become usual clears less the more has added up there: whoever
    /// came from there made it so. A long silence counts once, however often it comes: who seldom works wakes her account each time.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="kind">Where it came from.</param>
    /// <param name="campaign">What its infrastructure says, as far as it is known yet.</param>
    public double Add(SessionRecord session, NetworkKind kind, double campaign)
    {
        var woken = Math.Max(0, SignInOf(session) - MostOfSignIn);
        var known = Math.Min(woken, _woken);
        var sum = _sum.Add(Math.Min(MostOfOne, Behaviour(session) + campaign - known - Math.Min(0, SignInOf(session)) * DoubtAt(kind)) - Ordinary);
        _woken = sum > 0 ? Math.Max(_woken, woken) : 0;
        return sum;
    }

    /// <summary>Adds a session to the run of its context among an account's, and gives that run.</summary>
    public static Run AddTo(Dictionary<(int Operator, int Family), Run> runs, SessionRecord session, Surroundings around, double campaign)
    {
        var context = around.ContextOf(session.Address, session.Agent);
        var run = runs.GetValueOrDefault(context);
        run.Add(session, around.KindOf(session.Address), campaign);
        return runs[context] = run;
    }

    /// <summary>The sum now, nats.</summary>
    public readonly double Sum => _sum.Value;

    /// <summary>What was done counts each day again; that a place is new counts once, and that a day was quiet for nothing.</summary>
    public static double Behaviour(SessionRecord session) =>
        session.Scores[(int)Family.Foreign] + Math.Max(-0.5, session.Scores[(int)Family.Breadth]) + session.Scores[(int)Family.Enumeration] + SignInOf(session);

    private static double SignInOf(SessionRecord session) =>
        Math.Clamp(session.Scores[(int)Family.SignIn], -1, session.SignInNote is SessionRecord.Dormant or SessionRecord.Absent ? 7 : MostOfSignIn);
}
