namespace Egide.Smoke;

public class SmokeTests
{
    [Fact]
    public void Runs() => Assert.True(true);
}
