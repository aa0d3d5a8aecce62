using Egide.Observe;

namespace Egide.Times;

public class TimeBoundsTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1900-01-01", false), InlineData("1970-01-01", false), InlineData("2100-12-31", false)]
    [InlineData("2026-06-02T11:59:00Z", true), InlineData("2026-06-02T12:01:00Z", false), InlineData("2026-03-01", true)]
    public void ADateThatCannotBeIsOut(string at, bool holds)
    {
        var bounds = TimeBounds.Of([(DayOf("2026-03-03"), 1), (DayOf("1900-01-01"), 1), (DayOf("2100-12-31"), 1)], Now);
        Assert.Equal(holds, bounds.Hold(At(at)));
    }

    [Fact]
    public void FewEventsYearsFromTheRestAreOut()
    {
        var bounds = TimeBounds.Of([(DayOf("2012-01-01"), 9), (DayOf("2026-03-03"), 990)], Now);
        Assert.False(bounds.Hold(At("2012-01-01")));
        Assert.True(bounds.Hold(At("2026-03-03")));
        bounds = TimeBounds.Of([(DayOf("2024-01-01"), 990), (DayOf("2026-03-03"), 9)], Now);
        Assert.False(bounds.Hold(At("2026-03-03")));
        Assert.True(bounds.Hold(At("2024-01-01")));
    }

    [Fact]
    public void AnOldArchiveIsNot()
    {
        Assert.True(TimeBounds.Of([(DayOf("2012-01-01"), 11), (DayOf("2026-03-03"), 990)], Now).Hold(At("2012-01-01")));
        var thin = Enumerable.Range(0, 20).Select(i => (DayOf("2015-01-01") + (i * 200), 1L)).Append((DayOf("2026-03-03"), 100_000));
        Assert.True(TimeBounds.Of(thin, Now).Hold(At("2015-01-01")));
        Assert.True(TimeBounds.Of([(DayOf("2012-01-01"), 1), (DayOf("2026-03-03"), 50)], Now).Hold(At("2012-01-01")));
    }

    [Fact]
    public void AClockThatIsBehindMostOfTheTrailIsNotBelieved()
    {
        var bounds = TimeBounds.Of([(DayOf("2026-05-01"), 10), (DayOf("2027-03-03"), 90)], Now);
        Assert.True(bounds.ClockBehind);
        Assert.True(bounds.Hold(At("2027-03-03")));
    }

    [Fact]
    public void AnEmptyTrailHasBounds() => Assert.True(TimeBounds.Of([], null).Hold(At("2026-03-03")));

    private static long At(string text) => Instant.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal));

    private static int DayOf(string text) => Instant.DayOf(At(text));
}
