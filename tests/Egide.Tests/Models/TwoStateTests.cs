using CsCheck;
using Egide.Detect.Models.TwoState;

namespace Egide.Tests.Models;

public class TwoStateTests
{
    private static readonly TwoStateRates Rates = new() { AtFirst = 0.05, EnterAtSession = 0.02, EnterInside = 0.001, LeaveAtSession = 0.3, LeaveInside = 0.02 };
    private static readonly Gen<(double Ratio, bool Opens)[]> Events =
        Gen.Select(Gen.Double[-6, 6], Gen.Bool, (r, o) => (r, o)).Array[1, 9];

    [Fact]
    public void EqualsSummingOverEveryPath() => Events.Sample(events =>
    {
        var (ratios, opens) = Split(events);
        var p = new double[events.Length];
        var sessions = new double[events.Length];
        var evidence = new TwoStateModel(Rates).Smooth(ratios, opens, p, sessions);
        var (expected, expectedSessions, expectedEvidence) = ByEveryPath(ratios, opens);
        for (var t = 0; t < p.Length; t++)
        {
            if (Math.Abs(p[t] - expected[t]) > 1e-9 || Math.Abs(sessions[t] - expectedSessions[t]) > 1e-9) return false;
        }
        return Math.Abs(evidence - expectedEvidence) < 1e-6;
    });

    [Fact]
    public void MoreEvidenceNeverLowersAnyProbability() => Gen.Select(Events, Gen.Int[0, 8], Gen.Double[0, 5]).Sample(x =>
    {
        var (events, at, more) = x;
        var (ratios, opens) = Split(events);
        var model = new TwoStateModel(Rates);
        var before = new double[events.Length];
        model.Smooth(ratios, opens, before);
        ratios[at % ratios.Length] += more;
        var after = new double[events.Length];
        model.Smooth(ratios, opens, after);
        return before.Zip(after).All(pair => pair.Second >= pair.First - 1e-12);
    });

    [Fact]
    public void AHundredThousandExtremeEventsStayFinite()
    {
        var ratios = new double[100_000];
        var opens = new bool[ratios.Length];
        for (var t = 0; t < ratios.Length; t++) (ratios[t], opens[t]) = (t / 1000 % 2 == 0 ? -700 : 700, t % 50 == 0);
        var p = new double[ratios.Length];
        var sessions = new double[ratios.Length];
        var evidence = new TwoStateModel().Smooth(ratios, opens, p, sessions);
        Assert.True(double.IsFinite(evidence));
        Assert.All(p, x => Assert.InRange(x, 0, 1));
        Assert.True(p[1500] > 0.999 && p[500] < 0.001 && sessions[1500] >= p[1500] - 1e-12);
    }

    [Fact]
    public void TheIntruderSessionBetweenTwoCarerSessionsIsSingledOut()
    {
        double[] ratios = [-2, -1, -2, 8, 1, 2, -2, -2, -1];
        bool[] opens = [true, false, false, true, false, false, true, false, false];
        var p = new double[9];
        new TwoStateModel().Smooth(ratios, opens, p);
        Assert.All(p[3..6], x => Assert.True(x > 0.8, $"{x}"));
        Assert.All([.. p[..3], .. p[6..]], x => Assert.True(x < 0.2, $"{x}"));
    }

    [Fact]
    public void RefusesWhatIsNoRatioAndNoRate()
    {
        var p = new double[1];
        Assert.Throws<ArgumentException>(() => new TwoStateModel().Smooth([double.NaN], [true], p));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TwoStateModel(new TwoStateRates { EnterInside = 0 }));
    }

    private static (double[] Ratios, bool[] Opens) Split((double Ratio, bool Opens)[] events) =>
        ([.. events.Select(e => e.Ratio)], [.. events.Select(e => e.Opens)]);

    private static (double[], double[], double) ByEveryPath(double[] ratios, bool[] opens)
    {
        var n = ratios.Length;
        var marginal = new double[n];
        var any = new double[n];
        double total = 0, some = 0, priorSome = 0;
        for (var path = 0; path < 1 << n; path++)
        {
            double prior = (path & 1) == 1 ? Rates.AtFirst : 1 - Rates.AtFirst, likelihood = 1;
            for (var t = 0; t < n; t++)
            {
                var now = path >> t & 1;
                if (now == 1) likelihood *= Math.Exp(ratios[t]);
                if (t == 0) continue;
                var enter = opens[t] ? Rates.EnterAtSession : Rates.EnterInside;
                var leave = opens[t] ? Rates.LeaveAtSession : Rates.LeaveInside;
                prior *= (path >> t - 1 & 1, now) switch { (0, 0) => 1 - enter, (0, 1) => enter, (1, 0) => leave, _ => 1 - leave };
            }
            var joint = prior * likelihood;
            total += joint;
            if (path != 0) (some, priorSome) = (some + joint, priorSome + prior);
            for (var t = 0; t < n; t++)
            {
                if ((path >> t & 1) == 1) marginal[t] += joint;
                int from = t, to = t + 1;
                while (from > 0 && !opens[from]) from--;
                while (to < n && !opens[to]) to++;
                if ((path >> from & (1 << to - from) - 1) != 0) any[t] += joint;
            }
        }
        return ([.. marginal.Select(x => x / total)], [.. any.Select(x => x / total)], Math.Log(some) - Math.Log(priorSome));
    }
}
