using System.Globalization;
using System.Text;
using CsCheck;

namespace Egide.Connectors.Wire;

public class TimeTextTests
{
    [Theory]
    [InlineData("2021-02-05T14:28:40.0236367Z", "2021-02-05T14:28:40.0236367+00:00", false)]
    [InlineData("2022-08-22T08:38:45.904290264Z", "2022-08-22T08:38:45.9042902+00:00", false)]
    [InlineData("2025-09-08T10:00:00+02:00", "2025-09-08T10:00:00.0000000+02:00", false)]
    [InlineData("2025-09-08T10:00:00-0330", "2025-09-08T10:00:00.0000000-03:30", false)]
    [InlineData("2025-09-08 10:00:00+02", "2025-09-08T10:00:00.0000000+02:00", false)]
    [InlineData("1900-01-01T00:00", "1900-01-01T00:00:00.0000000+00:00", true)]
    [InlineData("2100", "2100-01-01T00:00:00.0000000+00:00", true)]
    [InlineData("2100-12", "2100-12-01T00:00:00.0000000+00:00", true)]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000+00:00", true)]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000+00:00", false)]
    [InlineData("2016-12-31T24:00:00Z", "2017-01-01T00:00:00.0000000+00:00", false)]
    public void Accepted(string written, string expected, bool zoneMissing)
    {
        Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(written), out var instant, out var missing));
        Assert.Equal((expected, zoneMissing), (instant.ToString("O"), missing));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0000-01-01")]
    [InlineData("2025-13-01")]
    [InlineData("2025-02-29")]
    [InlineData("2025-09-08T25:00:00Z")]
    [InlineData("2025-09-08T10:61:00Z")]
    [InlineData("2025-09-08T10:00:00.Z")]
    [InlineData("2025-09-08T10:00:00+15:00")]
    [InlineData("2025-09-08T10:00:00Zjunk")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("9999-12-31T24:00:00Z")]
    public void Refused(string written) => Assert.False(TimeText.TryParse(Encoding.UTF8.GetBytes(written), out _, out _));

    [Fact]
    public void AgreesWithTheFrameworkOnEveryInstant() =>
        Gen.DateTimeOffset.Sample(t =>
        {
            var written = t.ToString("O", CultureInfo.InvariantCulture);
            Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(written), out var read, out _), written);
            Assert.Equal(t, read);
        }, iter: 20_000);
}
