using Egide.Report.Html;

namespace Egide.Tests.Report;

public class TypographyTests
{
    [Theory]
    [InlineData("Quoi ?", "Quoi\u202F?"), InlineData("ceci ; cela : « ici » !", "ceci\u202F; cela\u00A0: «\u202Fici\u202F»\u202F!"), InlineData("12 %", "12\u202F%"), InlineData("http://a?b", "http://a?b")]
    public void FrenchMarksKeepToTheirWord(string text, string set) => Assert.Equal(set, new Text(text, "").Fr);

    [Theory]
    [InlineData(0, "0\u00A0patient"), InlineData(1, "1\u00A0patient"), InlineData(1234, "1\u202F234\u00A0patients")]
    public void FrenchNumbersAgree(long n, string said) => Assert.Equal(said, Typography.French(n, "patient", "patients"));

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/152.0.0.0 Safari/537.36 Edg/152.0.0.0", "Edge 152, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari 18, iOS")]
    [InlineData("python-requests/2.32", "python-requests/2.32"), InlineData("", "")]
    public void ABrowserIsNamedShort(string agent, string name) => Assert.Equal(name, Browser.Short(agent));
}
