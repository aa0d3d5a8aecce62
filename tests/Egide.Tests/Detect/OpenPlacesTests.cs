using Egide.Detect;
using Egide.Observe.Context;

namespace Egide.Tests.Detect;

/// <summary>To whose session a web server's line belongs when no record names its account.</summary>
public class OpenPlacesTests
{
    private readonly Surroundings _around;
    private readonly OpenPlaces _places;

    public OpenPlacesTests()
    {
        var context = new RegionContext();
        context.Add(new Network { Cidr = "192.0.2.0/24", Kind = "site" });
        context.Add(new Network { Cidr = "203.0.113.0/24", Kind = "hosting" });
        context.Seal();
        _around = new Surroundings(context);
        _places = new OpenPlaces(_around);
    }

    [Fact]
    public void TheOneSessionOpenThereIsIt()
    {
        var session = Open("203.0.113.9", family: 1);
        Assert.Same(session, _places.Only(session.Record.Address, 1));
        Assert.Same(session, _places.Only(session.Record.Address, -1));
        Assert.Null(_places.Only(session.Record.Address, 2));
        _places.Remove(session);
        Assert.Null(_places.Only(session.Record.Address, 1));
    }

    [Fact]
    public void OfTwoItIsNeitherUnlessTheBrowserTells()
    {
        var one = Open("203.0.113.9", family: 1);
        var other = Open("203.0.113.9", family: 2);
        Assert.Null(_places.Only(one.Record.Address, -1));
        Assert.Same(other, _places.Only(one.Record.Address, 2));
    }

    [Fact]
    public void BehindASitesAddressItIsNobodys() => Assert.Null(_places.Only(Open("192.0.2.9", family: 1).Record.Address, 1));

    [Fact]
    public void WhatBelongsToNoneKeepsItsPlaceByANumberThatIsNoSessions()
    {
        var (first, second) = (_places.Unplaced(3, 4), _places.Unplaced(3, 5));
        Assert.True(first < -1 && second < -1 && first != second);
        Assert.Equal(first, _places.Unplaced(3, 4));
        Assert.Equal(2, _places.AllUnplaced.Count);
    }

    private SessionState Open(string address, int family)
    {
        var account = new AccountState { Id = 0, IdentityProvider = "idp", Name = "a", Professional = new LastSign() };
        var session = new SessionState { Account = account, Record = new SessionRecord { Key = 0, Account = 0, Start = 0, Address = _around.Address(System.Text.Encoding.UTF8.GetBytes(address)) }, Family = family };
        _places.Add(session);
        return session;
    }
}
