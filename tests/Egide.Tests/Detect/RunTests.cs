using Egide.Detect;
using Egide.Detect.Models.Freeman;
using Egide.Observe.Context;

namespace Egide.Tests.Detect;

/// <summary>What adds up in one context of an account.</summary>
public class RunTests
{
    [Fact]
    public void AnUnlistedOperatorsAddressesAreOneContext()
    {
        var around = new Surroundings(new RegionContext());
        var phone = around.UserAgent("Mozilla/5.0 (Linux; Android 14) Chrome/130"u8);
        var monday = around.ContextOf(around.Address("198.51.100.7"u8), phone);
        var tuesday = around.ContextOf(around.Address("198.51.7.99"u8), phone);
        var elsewhere = around.ContextOf(around.Address("203.0.113.7"u8), phone);
        Assert.Equal(monday, tuesday);
        Assert.NotEqual(monday, elsewhere);
    }

    [Fact]
    public void AnAddressThatIsNoneIsItsOwnContext()
    {
        var around = new Surroundings(new RegionContext());
        Assert.NotEqual(around.Operator(around.Address("192.0.2.1"u8)), around.Operator(around.Address("poste-12"u8)));
        Assert.NotEqual(around.Operator(-1), around.Operator(around.Address("poste-12"u8)));
    }

    [Theory]
    [InlineData(NetworkKind.Unknown, true)]
    [InlineData(NetworkKind.Vpn, true)]
    [InlineData(NetworkKind.Site, false)]
    public void ThatAPlaceBecameUsualClearsLessOnceMuchHasAddedUpThere(NetworkKind kind, bool forgiven)
    {
        var run = new Run();
        for (var i = 0; i < 3; i++) run.Add(Session(foreign: 4, signIn: 0), kind, 0);
        var before = run;
        var usual = run.Add(Session(foreign: 4, signIn: -3), kind, 0) - before.Add(Session(foreign: 4, signIn: 0), kind, 0);
        Assert.Equal(forgiven, usual > -0.1);
        Assert.Equal(forgiven, run.DoubtAt(kind) > 0.9);
    }

    [Fact]
    public void OrdinarySessionsBringItBackToNothing()
    {
        var run = new Run();
        run.Add(Session(foreign: 4, signIn: 1), NetworkKind.Home, 0);
        double sum = 0;
        for (var i = 0; i < 3; i++) sum = run.Add(Session(foreign: -3, signIn: -3), NetworkKind.Home, 0);
        Assert.Equal(0, sum);
        Assert.True(run.DoubtAt(NetworkKind.Home) < 0.01);
    }

    [Fact]
    public void ALongSilenceCountsOnceHoweverOftenItComes()
    {
        var run = new Run();
        var once = run.Add(Session(foreign: 0, signIn: 6, SessionRecord.Absent), NetworkKind.Home, 0);
        double sum = 0;
        for (var i = 0; i < 5; i++) sum = run.Add(Session(foreign: 0, signIn: 6, SessionRecord.Absent), NetworkKind.Home, 0);
        Assert.Equal(5.5, once);
        Assert.InRange(sum, once, Judge.Line - 1);
        Assert.True(run.Add(Session(foreign: 4, signIn: 6, SessionRecord.Absent), NetworkKind.Home, 0) > sum + 4);
    }

    [Fact]
    public void ALongSilenceCountsAgainAfterOrdinarySessions()
    {
        var run = new Run();
        var first = run.Add(Session(foreign: 0, signIn: 6, SessionRecord.Absent), NetworkKind.Home, 0);
        for (var i = 0; i < 3; i++) run.Add(Session(foreign: -3, signIn: 0), NetworkKind.Home, 0);
        Assert.Equal(first, run.Add(Session(foreign: 0, signIn: 6, SessionRecord.Absent), NetworkKind.Home, 0));
    }

    [Fact]
    public void NoOneSessionReachesTheLineByItself() =>
        Assert.True(new Run().Add(Session(foreign: 9, signIn: 7), NetworkKind.Home, 9) < Judge.Line);

    private static SessionRecord Session(float foreign, float signIn, string? note = null)
    {
        var session = new SessionRecord { Key = 0, Account = 0, Start = 0, SignInNote = note };
        session.Scores[(int)Family.Foreign] = foreign;
        session.Scores[(int)Family.SignIn] = signIn;
        return session;
    }
}
