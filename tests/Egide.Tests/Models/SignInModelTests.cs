using Egide.Detect.Models.Freeman;

namespace Egide.Tests.Models;

public class SignInModelTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 3, 9, 0, 0, TimeSpan.Zero);

    // Site egress: network 1, block 10, address 100. Each account's home: network 2, its own block and address.
    private static SignIn FromSite(int account, int day) => new(account, Start.AddDays(day))
    {
        Peers = 0, Organisation = 0, Country = 0, Kind = NetworkKind.Site, Network = 1, Subnet = 10, Address = 100,
        Device = 0, Os = 0, Browser = account % 2, Family = account % 2,
    };

    private static SignIn FromHome(int account, int day) => FromSite(account, day) with
    {
        Kind = NetworkKind.Home, Network = 2, Subnet = 1000 + account, Address = 1000 + account,
    };

    private static SignIn FromServerAbroad(int account, int day) => FromSite(account, day) with
    {
        Country = 7, Kind = NetworkKind.Hosting, Network = 66, Subnet = 666, Address = 6666, Device = 1, Os = 4, Browser = 5, Family = 9,
    };

    private static SignInModel Learnt(int days = 60)
    {
        var model = new SignInModel();
        for (var day = 0; day < days; day++)
        {
            for (var account = 0; account < 20; account++) model.Learn(account < 10 ? FromSite(account, day) : FromHome(account, day));
        }
        return model;
    }

    [Fact]
    public void TheUsualSpeaksForTheHolderAndTheStrangeAgainst()
    {
        var model = Learnt();
        Assert.True(model.Score(FromHome(12, 60)).Total < -2);
        var strange = model.Score(FromServerAbroad(12, 60));
        Assert.True(strange.Total > 4, strange.ToString());
        Assert.False(strange.IsUnknown);
        Assert.True(strange.Network <= 5.81 && strange.Agent <= 5.81);
    }

    [Fact]
    public void TheEgressThatColleaguesShareCostsNothing()
    {
        var model = Learnt();
        var score = model.Score(FromSite(12, 60));
        Assert.True(score.IsPooled);
        Assert.True(score.Network <= 0, score.ToString());
        Assert.True(score.Total < 0.5, score.ToString());
    }

    [Fact]
    public void ABurstFromOneServerOverManyAccountsIsNoPool()
    {
        var model = Learnt();
        for (var account = 0; account < 10; account++) model.Learn(FromServerAbroad(account, 60) with { Kind = NetworkKind.Home });
        Assert.False(model.Score(FromServerAbroad(12, 60)).IsPooled);
    }

    [Fact]
    public void ARentedServerIsNoPoolHoweverLongItIsUsed()
    {
        var model = Learnt();
        for (var i = 0; i < 100; i++) model.Learn(FromServerAbroad(i % 10, 60 + i / 10));
        Assert.False(model.Score(FromServerAbroad(12, 70)).IsPooled);
    }

    [Fact]
    public void WhatIsLearntWithDoubtDoesNotBecomeTheHabit()
    {
        SignInModel trusting = Learnt(), doubting = Learnt();
        for (var i = 0; i < 100; i++)
        {
            trusting.Learn(FromServerAbroad(i % 10, 60 + i / 10));
            doubting.Learn(FromServerAbroad(i % 10, 60 + i / 10), weight: 0.05);
        }
        var (habit, doubt) = (trusting.Score(FromServerAbroad(12, 70)).Network, doubting.Score(FromServerAbroad(12, 70)).Network);
        Assert.True(doubt > habit && doubt > 2.5, $"{habit} {doubt}");
    }

    [Fact]
    public void ANewAccountIsUnknownNotRisky()
    {
        var score = Learnt().Score(FromHome(99, 60));
        Assert.True(score.IsUnknown);
        Assert.InRange(score.Total, -1, 1.5);
        Assert.Equal(0, new SignInModel().Score(FromServerAbroad(0, 0)).Total, 9);
    }

    [Fact]
    public void OneWhoAlwaysMovesSurprisesLess()
    {
        var model = Learnt();
        for (var day = 0; day < 60; day++)
        {
            model.Learn(FromHome(30, day) with { Subnet = 5000 + day, Address = 5000 + day });
        }
        var mover = model.Score(FromHome(30, 60) with { Subnet = 7777, Address = 7777 });
        var stayer = model.Score(FromHome(12, 60) with { Subnet = 7777, Address = 7777 });
        Assert.True(mover.Network < stayer.Network - 1.5, $"{mover.Network} {stayer.Network}");
    }

    [Fact]
    public void WhatIsSixMonthsOldIsForgotten()
    {
        var model = Learnt(days: 1);
        Assert.True(model.Score(FromHome(12, 179)).Knowledge > 0);
        Assert.Equal(0, model.Score(FromHome(12, 190)).Knowledge, 9);
    }

    [Fact]
    public void FailuresFromAPlaceMakeItSuspectButOnlySoFar()
    {
        var model = Learnt();
        var place = FromHome(12, 60) with { Subnet = 888, Address = 888 };
        var before = model.Score(place).Network;
        for (var i = 0; i < 10_000; i++) model.LearnFailure(place with { Account = i });
        var after = model.Score(place).Network;
        Assert.True(after > before, $"{before} {after}");
        Assert.True(after <= 5.81);
        Assert.True(model.Score(FromHome(13, 60)).Total < 0);
    }

    [Fact]
    public void ScoringChangesNothing()
    {
        var model = Learnt();
        var first = model.Score(FromServerAbroad(12, 60));
        for (var i = 0; i < 5; i++) Assert.Equal(first.Total, model.Score(FromServerAbroad(12, 60)).Total);
    }

    [Fact]
    public void WhatTheTrailDoesNotTellCountsNeitherWay()
    {
        var score = Learnt().Score(new SignIn(12, Start.AddDays(60)) { Peers = 0, Organisation = 0 });
        Assert.Equal(0, score.Network, 12);
        Assert.Equal(0, score.Agent, 12);
    }
}
