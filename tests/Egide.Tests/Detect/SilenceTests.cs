using Egide.Detect;
using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Tests.Detect;

/// <summary>An account, or a professional, that wakes after a fortnight's silence.</summary>
public class SilenceTests
{
    private static readonly long Start = Instant.From(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly Watch _watch;
    private long _position;

    public SilenceTests()
    {
        var context = new RegionContext();
        foreach (var (idp, account) in new[] { ("region", "r1"), ("house", "h1") })
            context.Add(new AccountVersion { Idp = idp, Account = account, Rpps = "10100000001", Profession = "medecin", ValidFrom = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        context.Add(new AccountVersion { Idp = "region", Account = "r1", Rpps = "10100000001", Profession = "medecin", Unit = "CARD", ValidFrom = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero) });
        context.Seal();
        _watch = new Watch(context);
        Step("other", "o1", 0, "198.51.100.7");
    }

    [Fact]
    public void OneWhoWorkedWithHerOtherAccountsWakesOneAccount()
    {
        for (var day = 1; day < 25; day += 3) Step("house", "h1", day, "192.0.2.1");
        Assert.Equal(SessionRecord.Dormant, Step("region", "r1", 25, "198.51.100.9").SignInNote);
    }

    [Fact]
    public void OneWhoUsedNoneWasAbsentThoughANewPostBegan() =>
        Assert.Equal(SessionRecord.Absent, Step("region", "r1", 25, "198.51.100.9").SignInNote);

    [Fact]
    public void APlaceKnownSinceTheWakingClearsNothing()
    {
        Step("region", "r1", 25, "198.51.100.9");
        for (var day = 26; day < 29; day++)
        {
            var later = Step("region", "r1", day, "198.51.100.9");
            Assert.Null(later.SignInNote is SessionRecord.Absent or SessionRecord.Dormant ? later.SignInNote : null);
            Assert.True(later.Scores[(int)Family.SignIn] >= 0, $"{later.Scores[(int)Family.SignIn]}");
        }
    }

    [Fact]
    public void AUsualAccountDoesNotWake()
    {
        for (var day = 1; day < 25; day += 3) Step("region", "r1", day, "192.0.2.1");
        Assert.True(Step("region", "r1", 26, "192.0.2.1").Scores[(int)Family.SignIn] < 0);
    }

    private SessionRecord Step(string idp, string account, int day, string address)
    {
        var access = new Access();
        access.Header.Time = Start + day * Instant.Day;
        access.Header.Kind = EventKind.Read;
        access.Header.Position = ++_position;
        access.Set(AccessText.IdentityProvider, idp);
        access.Set(AccessText.Login, account);
        access.Set(AccessText.Address, address);
        var (_, session) = _watch.Step(access, [], [], 0);
        return _watch.Sessions[session];
    }
}
