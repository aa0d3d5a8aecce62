using Egide.Cli;

namespace Egide.EndToEnd;

public sealed class KeysTests
{
    [Fact]
    public void TheKeyLiesWhereItIsSaidElseInTheUsersConfiguration()
    {
        Assert.Equal("/keys/k", Keys.In("/keys/k", ""));
        Assert.Equal(Path.Combine("/home/a/.config", "egide", "journal.key"), Keys.In(null, "/home/a/.config"));
    }

    [Theory]
    [InlineData(""), InlineData(".config")]
    public void WithoutAHomeItIsRefusedAndNotPutWhereOthersWrite(string configuration) =>
        Assert.Contains("--key", Assert.Throws<ArgumentException>(() => Keys.In("", configuration)).Message, StringComparison.Ordinal);
}
