using Egide.Web.Retention;
using Egide.Web.SignIn;

namespace Egide.Web.Tests.Retention;

/// <summary>What a policy's file says, and what is refused in it.</summary>
public sealed class PolicyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("egide-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WithoutAFileThePeriodsAreThoseShipped()
    {
        var policy = RetentionFile.Of(_folder, null);
        Assert.Equal((new Period(12, PeriodUnit.Month), new Period(3, PeriodUnit.Year), false), (policy.Trail.Period, policy.PersonsLog.Period, policy.Automatic));
        Assert.Contains("2021-122", policy.Trail.Reason.Fr, StringComparison.Ordinal);
        Assert.Contains("art. 9", policy.PersonsLog.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileSaysOtherwiseAndWhy()
    {
        var policy = Read("automatic: true\ntrail:\n  period: 6 months\n  reason: CNIL, six mois suffisent ici\nhold:\n  margin: 30 days\n");
        Assert.Equal((new Period(6, PeriodUnit.Month), new Period(3, PeriodUnit.Year), new Period(30, PeriodUnit.Day), true), (policy.Trail.Period, policy.PersonsLog.Period, policy.HoldMargin, policy.Automatic));
        Assert.Equal("CNIL, six mois suffisent ici", policy.Trail.Reason.Fr);
        Assert.Equal(RetentionPolicy.Shipped, Read(""));
    }

    [Theory]
    [InlineData("trail:\n  period: 6 months\n", "no 'reason'"), InlineData("trail:\n  period: six months\n  reason: x\n", "'six months' (trail, period) is no period"), InlineData("trail:\n  period: 0 days\n  reason: x\n", "no period")]
    [InlineData("trail:\n  period: -3 months\n  reason: x\n", "no period"), InlineData("trail:\n  period: 4000 months\n  reason: x\n", "no period"), InlineData("trail: 6 months\n", "line 1"), InlineData("trials:\n  period: 6 months\n", "line 1")]
    [InlineData("automatic: perhaps\n", "true or false, not 'perhaps'"), InlineData("hold:\n  margin: long\n", "(hold, margin)"), InlineData("trail:\n  period: 3 years\n  reason: x\n", "must outlast"), InlineData("persons_log:\n  period: 12 months\n  reason: x\n", "must outlast")]
    [InlineData("trail:\n  period: 6 months\n  period: 7 months\n", "line 3"), InlineData("trail: [", "line")]
    public void WhatCannotBeMeantIsRefusedWithWhatToDo(string yaml, string said)
    {
        var fault = Assert.Throws<SettingsException>(() => Read(yaml));
        Assert.Contains(said, fault.Reason.En, StringComparison.Ordinal);
        Assert.Contains("retention.yaml", fault.Reason.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNamedMustBeThere() => Assert.Throws<SettingsException>(() => RetentionFile.Of(_folder, Path.Combine(_folder, "absent.yaml")));

    [Fact]
    public void MonthsAreCalendarMonths()
    {
        var march = new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 12, 0, 0, TimeSpan.Zero), new Period(1, PeriodUnit.Month).Before(march));
        Assert.Equal(new DateTimeOffset(2029, 3, 31, 12, 0, 0, TimeSpan.Zero), new Period(3, PeriodUnit.Year).After(march));
    }

    private RetentionPolicy Read(string yaml)
    {
        var path = Path.Combine(_folder, RetentionFile.Name);
        File.WriteAllText(path, yaml);
        return RetentionFile.Of(_folder, null);
    }
}
