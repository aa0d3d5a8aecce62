using Egide.Detect.Models.Freeman;

namespace Egide.Tests.Models;

public class AgentFamilyTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox/Windows/desktop")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge/Windows/desktop")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "Safari/macOS/desktop")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari/iOS/mobile")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome/Android/mobile")]
    [InlineData("Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "Chrome/Android/tablet")]
    [InlineData("python-requests/2.31.0", "python-requests/other/program")]
    [InlineData("curl/8.5.0", "curl/other/program")]
    [InlineData("", "none/other/unknown")]
    public void StripsVersions(string agent, string family) => Assert.Equal(family, AgentFamily.Of(agent).Family);

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("192.0.2.77:51234", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2::5", "2001:db8:1::/48")]
    [InlineData("[2001:db8:1:2::5]:443", "2001:db8:1::/48")]
    [InlineData("poste-12", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    public void FindsTheBlock(string address, string? block) => Assert.Equal(block, AddressBlock.Of(address));

    [Theory]
    [InlineData("192.0.2.77", "192.0.0.0/16")]
    [InlineData("192.0.200.1:51234", "192.0.0.0/16")]
    [InlineData("2001:db8:1:2::5", "2001:db8::/32")]
    [InlineData("poste-12", null)]
    public void FindsTheBlockOfAnOperatorsSize(string address, string? block) => Assert.Equal(block, AddressBlock.Wide(address));
}
