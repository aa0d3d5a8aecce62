using CsCheck;
using Egide.Detect.Models.Breadth;

namespace Egide.Tests.Models;

public class BreadthTests
{
    [Fact]
    public void ProbabilitiesSumToOneAndTailsToTheirSums() => Gen.Select(Gen.Double[0.1, 40], Gen.Double[0.3, 30]).Sample(x =>
    {
        var law = new NegativeBinomial(x.Item1, x.Item2);
        double sum = 0, mean = 0, tail = 0;
        for (var y = 0; y < 4000; y++)
        {
            var p = Math.Exp(law.LogProbability(y));
            (sum, mean) = (sum + p, mean + y * p);
            if (y >= 7) tail += p;
        }
        return Math.Abs(sum - 1) < 1e-6 && Math.Abs(mean - x.Item1) < 1e-3 * x.Item1 + 1e-3 && Math.Abs(law.Tail(7) - tail) < 1e-6;
    }, iter: 30);

    [Fact]
    public void BetaBinomialSumsToOne() => Gen.Select(Gen.Double[0.1, 20], Gen.Double[0.1, 20], Gen.Int[0, 60]).Sample(x =>
        Math.Abs(Enumerable.Range(0, x.Item3 + 1).Sum(y => Math.Exp(new BetaBinomial(x.Item1, x.Item2).LogProbability(y, x.Item3))) - 1) < 1e-9);

    [Fact]
    public void FortyPatientsIsNothingToANurseWhoSeesFortyAndMuchToADoctorWhoSeesEight()
    {
        var habit = new CountHabit(firstMean: 10);
        var generator = new Random(1);
        for (var day = 0; day < 60; day++)
        {
            for (var account = 0; account < 10; account++)
            {
                habit.Learn(account, role: 0, day, 8 + generator.Next(-3, 4));
                habit.Learn(100 + account, role: 1, day, 40 + generator.Next(-8, 9));
            }
        }
        Assert.True(habit.Score(3, 0, 60, 40).LogRatio > 5);
        Assert.True(habit.Score(103, 1, 60, 40).LogRatio < 0);
        Assert.InRange(habit.Predict(103, 1, 60).Mean, 36, 44);
        // A new account is judged by its role.
        Assert.True(habit.Score(999, 1, 60, 42).LogRatio < 1);
        Assert.True(habit.Score(999, 0, 60, 42).LogRatio > 2);
    }

    [Fact]
    public void HabitsFadeSoThatTheNewRateTakesOver()
    {
        var habit = new CountHabit(firstMean: 10, halfLifeDays: 20);
        for (var day = 0; day < 60; day++) habit.Learn(1, 0, day, 5);
        for (var day = 60; day < 120; day++) habit.Learn(1, 0, day, 20);
        Assert.InRange(habit.Predict(1, 0, 120).Mean, 16, 20.5);
    }

    [Fact]
    public void MostlyNewPatientsSpeakAgainstOneWhoKeepsToHisOwn()
    {
        var habit = new ShareHabit(0.2);
        for (var day = 0; day < 30; day++) habit.Learn(1, 0, day, hits: 2, trials: 20);
        Assert.True(habit.Score(1, 0, 30, 18, 20).LogRatio > 5);
        Assert.True(habit.Score(1, 0, 30, 2, 20).LogRatio < 0);
    }

    [Fact]
    public void AListGoneThroughNowAndThenIsNoProofAndAHarvestIs()
    {
        var habit = new CountHabit(firstMean: 5, intruderExtra: 30, intruderFactor: 4, sweeps: 0.02);
        for (var day = 0; day < 30; day++) habit.Learn(1, 0, day, 5);
        Assert.InRange(habit.Score(1, 0, 30, 60).LogRatio, 1, 4);
        Assert.True(habit.Score(1, 0, 30, 900).LogRatio > 5);
        Assert.True(habit.Score(1, 0, 30, 4).LogRatio < 0);
        // A likelihood ratio's mean under the holder is at most 1: what it takes for evidence it does not find too often.
        var mean = 0.0;
        for (var count = 0; count < 20_000; count++) mean += Math.Exp(habit.Predict(1, 0, 30).LogProbability(count) + habit.Score(1, 0, 30, count).LogRatio);
        Assert.True(mean < 1.2, mean.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void AFewForeignPatientsADayDoNotBecomeTheHabitWhenSoTold()
    {
        double After(double own)
        {
            var habit = new ShareHabit(0.05);
            for (var account = 2; account < 30; account++)
                for (var day = 0; day < 30; day++) habit.Learn(account, 0, day, hits: 0, trials: 5);
            for (var day = 0; day < 15; day++) habit.Learn(1, 0, day, hits: 3, trials: 3, own: own);
            return habit.Score(1, 0, 15, 3, 3).LogRatio;
        }

        Assert.True(After(0.1) > After(1) + 2, $"{After(0.1)} {After(1)}");
    }

    [Fact]
    public void TheSlowReaderIsFoundByTheSumThatNoDayShows()
    {
        // One unexplained patient in three days is the habit; three more a day is the slow reader.
        var habit = new CountHabit(firstMean: 0.5, intruderExtra: 2, intruderFactor: 1);
        for (var account = 0; account < 20; account++)
        {
            for (var day = 0; day < 60; day++) habit.Learn(account, 0, day, (day + account) % 3 == 0 ? 1 : 0);
        }
        var sum = new Cusum();
        var days = 0;
        while (sum.Value < Cusum.OneYear)
        {
            Assert.True(habit.Score(1, 0, 60 + days, 3).LogRatio < Cusum.OneYear);
            sum.Add(habit.Score(1, 0, 60 + days, 3).LogRatio);
            days++;
        }
        Assert.InRange(days, 2, 5);
    }

    [Fact]
    public void TheSumGivesOneFalseAlarmAYearAtMost()
    {
        // Poisson(1) days against Poisson(3): the ratio is y·ln 3 − 2.
        var generator = new Random(5);
        var sum = new Cusum();
        var alarms = 0;
        const int Years = 300;
        for (var day = 0; day < 365 * Years; day++)
        {
            var y = 0;
            for (var p = generator.NextDouble(); p > Math.Exp(-1); p *= generator.NextDouble()) y++;
            if (sum.Add(y * Math.Log(3) - 2) < Cusum.OneYear) continue;
            alarms++;
            sum.Reset();
        }
        Assert.InRange(alarms, 1, Years);
    }

    [Fact]
    public void SweepsAreSeenAndRandomOrderIsNot()
    {
        var start = new DateTimeOffset(2025, 3, 3, 9, 0, 0, TimeSpan.Zero);
        var generator = new Random(3);
        var sweep = new Enumeration();
        var rounds = new Enumeration();
        for (var i = 0; i < 60; i++)
        {
            sweep.AddOpening(700_000 + i * 2, start.AddSeconds(10 * i + generator.NextDouble()));
            rounds.AddOpening(generator.Next(1_000_000), start.AddSeconds(60 * i * (1 + generator.NextDouble())));
        }
        Assert.True(sweep.Sweep > 8, $"{sweep.Sweep}");
        Assert.True(sweep.Rhythm > 8 && sweep.Variation < 0.2, $"{sweep.Rhythm} {sweep.Variation}");
        Assert.Equal(60, sweep.Order.Longest);
        Assert.True(rounds.LogRatio < 3, $"{rounds.LogRatio}");
    }

    [Fact]
    public void RandomOrderSeldomLooksLikeASweep()
    {
        var generator = new Random(11);
        var seeming = 0;
        for (var trial = 0; trial < 2000; trial++)
        {
            var run = new MonotoneRun();
            for (var i = 0; i < 10 + trial % 200; i++) run.Add(generator.NextInt64());
            if (run.LogRatio > Math.Log(20)) seeming++;
        }
        Assert.InRange(seeming, 0, 100);
    }

    [Fact]
    public void SearchesInAlphabeticalOrderThatOpenNothingAreSeen()
    {
        var at = new DateTimeOffset(2025, 3, 3, 9, 0, 0, TimeSpan.Zero);
        var e = new Enumeration();
        for (var i = 0; i < 40; i++) e.AddSearch($"{(char)('A' + i / 2)}{(char)('a' + i % 2 * 12)}", at = at.AddSeconds(20));
        Assert.True(e.Alphabet > 5, $"{e.Alphabet}");
        Assert.True(e.Barren > 8);
        Assert.Equal(1, e.BarrenShare);
    }

    [Fact]
    public void PagesTurnedToTheEndSpeakAndOneOpenedTakesItBack()
    {
        var at = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);
        var e = new Enumeration();
        e.AddSearch("MAR", at);
        for (var i = 0; i < 6; i++) e.AddPage(at = at.AddSeconds(20));
        Assert.InRange(e.Paging, 4, 5);
        e.AddOpening(-1, at.AddSeconds(5));
        Assert.InRange(e.Paging, 1.5, 2.5);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void TheLastSearchOfASessionIsBarrenWhenNobodyWasOpened(bool opened, bool left)
    {
        var at = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);
        var e = new Enumeration();
        if (opened) e.AddOpening(-1, at);
        e.AddSearch("MAR", at.AddSeconds(20));
        Assert.Equal(0, e.Left);
        e.End();
        Assert.Equal(left, e.Left > 1);
        Assert.Equal(0, e.BarrenShare);
    }
}
