using System.Text;
using Egide.Observe;

namespace Egide.Connectors.Atna;

public class SyslogFrameTests
{
    [Theory]
    [InlineData("<85>1 2025-09-08T10:00:02Z h a p m - {}", null, 85, "2025-09-08T10:00:02Z", "h", "a", "p", "m")]
    [InlineData("1234 <110>1 - - - - - - {}", 1234, 110, null, "-", "-", "-", "-")]
    [InlineData("<13>1 - h a - - [x@1 k=\"v ] \\\" \\]\"][y] \uFEFF{}", null, 13, null, "h", "a", "-", "-")]
    [InlineData("<13>1 - h a - - - \r\n{}", null, 13, null, "h", "a", "-", "-")]
    [InlineData("<13>Oct  3 22:14:15 srv1 keycloak[42]: {}", null, 13, "Oct  3 22:14:15", "srv1", "keycloak", "42", "-")]
    [InlineData("<0>Oct 13 22:14:15 srv1 {}", null, 0, "Oct 13 22:14:15", "srv1", "-", "-", "-")]
    public void HeadersOfAnyMessageAreRead(string frame, int? octets, int priority, string? timestamp, string host, string app, string process, string message)
    {
        var bytes = Encoding.UTF8.GetBytes(frame);
        Assert.True(SyslogFrame.TryParse(bytes, out var header, out var start));
        Assert.Equal(new SyslogHeader(octets, priority, timestamp, host, app, process, message), header);
        Assert.Equal("{}", Encoding.UTF8.GetString(bytes.AsSpan(start)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<AuditMessage/>")]
    [InlineData("<999>1 - - - - - - x")]
    [InlineData("<13")]
    [InlineData("<13>1 - - - -")]
    [InlineData("<13>1 - h a - - [x k=\"v\" {}")]
    [InlineData("<13>1 - h a - - x {}")]
    [InlineData("99999999999999 <13>1 - - - - - - x")]
    [InlineData("12")]
    [InlineData("2025-09-08 10:00 <13>")]
    public void OthersHaveNone(string frame)
    {
        Assert.False(SyslogFrame.TryParse(Encoding.UTF8.GetBytes(frame), out _, out var start));
        Assert.Equal(0, start);
    }

    [Fact]
    public void AMessageKeepsTheTimeItDeclaredItself()
    {
        var header = new SyslogHeader(null, 1, "2025-09-08T10:00:02Z", "-", "-", "-", "-");
        var declared = DateTimeOffset.Parse("2025-01-01T00:00:00Z");
        var audit = new AuditEvent { Declared = declared };
        SyslogFrame.Apply(header, audit);
        Assert.Equal((declared, header), (audit.Declared, audit.Syslog));
    }
}
