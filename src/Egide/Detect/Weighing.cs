using Egide.Detect.Models;
using Egide.Detect.Models.Breadth;
using Egide.Detect.Models.Freeman;
using Egide.Observe;

namespace Egide.Detect;

/// <summary>Weighs a session by what was learnt before it, family by family, and learns from it once it has ended.</summary>
internal sealed class Weighing(Surroundings around, Explainer explainer)
{
    // Intruders like accounts nobody looks at (one in ten or so); of a carer's sign-ins, hardly one in two hundred comes
    // after a fortnight's silence of the account, one in a thousand after one of all that she has.
    private const double WokenAccount = 3;
    private const double WokenPerson = 5;

    // Offices that hunt for duplicates turn pages all day, at their desks: it speaks only from a place that is not the account's.
    private const double MostPaging = 2;

    // Who goes through lists by trade must come to be known for it, however strange the first ones look.
    private const double LeastLearnt = 0.1;

    // The people of these trails live in French time; a night there is not a night in UTC.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private readonly SignInModel _signIns = new();
    private readonly CountHabit _persons = new(3, intruderExtra: 30, intruderFactor: 4, sweeps: 0.02);
    private readonly ShareHabit _foreign = new(0.08);

    /// <summary>Learns a sign-in that failed.</summary>
    public void LearnFailure(AccountState account, long at, int address, int agent) => _signIns.LearnFailure(around.SignIn(account, Local(at), address, agent));

    /// <summary>A session begins, or what is known of where it comes from has grown: scores its sign-in.</summary>
    public void Arrive(SessionState session, long at)
    {
        var record = session.Record;
        session.SignIn = around.SignIn(session.Account, Local(at), record.Address, record.Agent);
        var score = _signIns.Score(session.SignIn);
        record.SignInNote = session.Silence switch
        {
            Silence.Professional => SessionRecord.Absent,
            Silence.Account => SessionRecord.Dormant,
            _ => score.IsUnknown ? null : score.Strongest.ToString(),
        };
        var woken = session.Silence switch { Silence.Professional => WokenPerson, Silence.Account => WokenAccount, _ => 0 };
        // Where an account has been only since it woke is no usual place of its holder's: whoever woke it made it so.
        record.Scores[(int)Family.SignIn] = (float)Math.Clamp(score.Total + woken, IsReturn(session) ? 0 : -3, 7);
    }

    /// <summary>Scores what was done in it so far.</summary>
    public void Score(SessionState session)
    {
        var record = session.Record;
        var account = session.Account;
        var day = (double)record.Start / Instant.Day;
        var count = (int)Math.Min(100_000, session.Patients.Count + record.Shown);
        if (record.Accesses > 0)
        {
            var breadth = _persons.Ratio(account.Id, account.Role, day, count);
            record.Expected = (float)breadth.Expected;
            record.Scores[(int)Family.Breadth] = (float)Math.Clamp(breadth.LogRatio, -2, 7);
        }

        if (session.Patients.Count > 0 && explainer.HasRelationships)
            record.Scores[(int)Family.Foreign] = (float)Math.Clamp(_foreign.Score(account.Id, account.Role, day, session.Foreign, session.Patients.Count).LogRatio, -5, 9);
        record.Scores[(int)Family.Enumeration] = (float)Math.Clamp(session.Enumeration.Barren * 0.7 * Math.Clamp((session.Enumeration.BarrenShare - 0.6) / 0.4, 0, 1)
            + (Math.Min(MostPaging, session.Enumeration.Paging) + session.Enumeration.Left * 0.7) * StrangenessOf(session) + (session.Enumeration.Alphabet + session.Enumeration.Rhythm + session.Enumeration.Sweep) * 0.25, 0, 6);
        (record.Patients, record.Foreign, record.Barren) = (session.Patients.Count, session.Foreign, (float)session.Enumeration.BarrenShare);
    }

    // Who comes back to her own site is back at work.
    private bool IsReturn(SessionState session) => session.Silence != Silence.None && around.KindOf(session.Record.Address) != NetworkKind.Site;

    private double StrangenessOf(SessionState session) =>
        IsReturn(session) ? 1 : Math.Clamp(session.Record.Scores[(int)Family.SignIn] / 3, 0, 1);

    /// <summary>Learns from a session that has ended.</summary>
    public void Learn(SessionState session)
    {
        var (record, account) = (session.Record, session.Account);
        // What looks like an intruder's is learnt from little, so that it does not become the account's habit.
        var weight = 1 - SpecialFunctions.Logistic(record.Own - 4);
        var day = (double)record.Start / Instant.Day;
        var doubt = record.Accesses > 0 ? Run.AddTo(account.Runs, record, around, 0).DoubtAt(around.KindOf(record.Address)) : 0;
        _signIns.Learn(session.SignIn, weight);
        if (record.Accesses > 0)
            _persons.Learn(account.Id, account.Role, day, (int)Math.Min(100_000, session.Patients.Count + record.Shown), weight: Math.Max(LeastLearnt, weight));
        if (session.Patients.Count > 0 && explainer.HasRelationships)
        {
            // One who reads a few strangers' records a day must not make that her habit before it has added up.
            // Once it has, hardly anything from there becomes her habit, or it would end what it began.
            var own = Math.Max(0.15, 1 - SpecialFunctions.Logistic(record.Scores[(int)Family.Foreign] - 1.5)) * (1 - doubt);
            _foreign.Learn(account.Id, account.Role, day, session.Foreign, session.Patients.Count, weight, own);
        }
    }

    private static DateTimeOffset Local(long at) => TimeZoneInfo.ConvertTime(Instant.ToDateTimeOffset(at), Zone);
}
