using System.Globalization;
using Egide.Detect;
using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Tests.Detect;

/// <summary>A carer who seldom works: after months in which none of her accounts was used she reads three records, again and again.</summary>
public class ReturnTests
{
    private const string Ins = PatientIdentifier.Ins;
    private const string Rpps = "10100000001";
    private static readonly DateTimeOffset Start = new(2025, 1, 10, 6, 0, 0, TimeSpan.Zero);
    private static readonly int[] Returns = [0, 181, 396, 1127];
    private readonly RegionContext _context = new();
    private Watch _watch = null!;
    private long _position, _memory;

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void IsNoCaseWhereNothingIsKnown(int peers)
    {
        Region(peers, _ => "192.168.14.7");
        Assert.Empty(Cases());
    }

    [Fact]
    public void IsNoCaseWhenSheComesBackFromALineAtHome()
    {
        GiveNetworks();
        Region(20, day => day == 0 ? "192.0.2.1" : "198.18.188.14");
        Assert.Empty(Cases());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void WhatIsLetGoOfIsStillAddedUp(int searches)
    {
        GiveNetworks();
        Region(20, day => day == 0 ? "192.0.2.1" : "198.18.188.14", searches);
        var (whole, sessions) = (Ranked(), _watch.Sessions.Count);
        _memory = 92 * Instant.Day;
        Live(20, day => day == 0 ? "192.0.2.1" : "198.18.188.14", searches);
        Assert.Equal(whole, Ranked());
        Assert.InRange(_watch.Sessions.Count, 1, sessions / 4);
        var seen = _watch.Seen();
        Assert.Equal(sessions, seen.Begun);
        Assert.Equal(sessions - seen.Sessions.Count, seen.Pasts.Sum(past => past.LetGo));
        Assert.All(seen.Sessions, s => Assert.Same(s, seen.SessionOf(s.Key)));
    }

    [Theory]
    [InlineData("192.168.14.7", false)]
    [InlineData("198.18.188.14", true)]
    public void IsNoCaseWhenCareExplainsHerPatients(string address, bool networks)
    {
        if (networks) GiveNetworks();
        foreach (var day in Returns)
            for (var i = 0; i < 3; i++)
                Care(Rpps, Patient(day, i), day);
        for (var peer = 0; peer < 20; peer++)
            for (var day = 0; day <= Returns[^1]; day += 3)
                for (var i = 0; i < 3; i++)
                    Care(PeersRpps(peer), PeersPatient(peer, day, i), day);
        Region(20, _ => address);
        Assert.True(_watch.HasRelationships);
        Assert.Equal(Returns.Length * 3, Hers().Sum(s => s.Patients));
        Assert.Equal(0, Hers().Sum(s => s.Foreign));
        Assert.Empty(Cases());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsACaseWhenWhoCameBackGoesThroughLists(bool networks)
    {
        if (networks) GiveNetworks();
        Region(20, day => day == 0 ? "192.0.2.1" : "198.18.188.14", searches: 12);
        Assert.Equal("region|her", _watch.Accounts[Assert.Single(Assert.Single(Cases())).Account].Key);
    }

    [Fact]
    public void EverySessionOfAnAccountThatMayComeIntoACaseIsKept()
    {
        GiveNetworks();
        Region(20, _ => "192.0.2.1");
        Search();
        var (ranked, hands, searched) = (Ranked(), Hands(), Hers().Where(s => s.Searches > 0).Select(s => s.FileId).ToList());
        _memory = 92 * Instant.Day;
        Live(20, _ => "192.0.2.1");
        Search();
        Assert.Equal(ranked, Ranked());
        Assert.Equal(searched, Hers().Where(s => s.Searches > 0).Select(s => s.FileId));
        Assert.Equal(41, searched.Count);
        Assert.Equal(hands, Hands());
        Assert.NotEmpty(ranked);

        // In whose hands each of those sessions was.
        List<string> Hands()
        {
            var judge = new Judge(_watch.Seen());
            var account = Hers().First().Account;
            return [.. judge.Attribute(account, onlyTied: false).Zip(judge.SessionsOf(account), (p, s) => (p, s)).Where(one => one.s.Searches > 0).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.s.FileId} {one.p:F2}"))];
        }

        // A list every five days for more than half a year, from elsewhere: each says little.
        void Search()
        {
            for (var day = 1200; day <= 1400; day += 5)
            {
                for (var i = 0; i < 4; i++) Step("her", day, 6 + i / 60.0, "198.18.188.14", EventKind.Search, null, string.Create(CultureInfo.InvariantCulture, $"name={(char)('A' + i)}"));
                Step("p0", day, 7, "192.0.2.1", EventKind.Read, PeersPatient(0, 0, 0));
            }

            _watch.Complete();
        }
    }

    [Fact]
    public void ASourceThatCatchesUpOnYearsWhileOthersAreLiveIsLetGoOfAsItComes()
    {
        const int Days = 6_000;
        GiveNetworks();
        Region(20, _ => "192.0.2.1");
        _memory = 92 * Instant.Day;
        _watch = new Watch(_context) { Memory = _memory };
        Step("her", 9_000, 6, "192.0.2.1", EventKind.Read, Patient(0, 0));
        for (var day = 0; day < Days; day++)
            for (var peer = 0; peer < 20; peer++)
                for (var i = 0; i < 2; i++)
                    Step($"p{peer}", day, 2 + i / 20.0, "192.0.2.1", EventKind.Read, PeersPatient(peer, day, i));
        var seen = _watch.Seen();
        Assert.Equal(20 * Days + 1, seen.Begun);
        Assert.InRange(seen.Sessions.Count, 1, 100_000);
        Assert.Equal(seen.Begun, seen.Sessions.Count + seen.Pasts.Sum(past => past.LetGo));
    }

    private static string Patient(int day, int number) => string.Create(CultureInfo.InvariantCulture, $"h{day}-{number}");

    private static string PeersPatient(int peer, int day, int number) => string.Create(CultureInfo.InvariantCulture, $"p{peer}-{day}-{number}");

    private static string PeersRpps(int peer) => string.Create(CultureInfo.InvariantCulture, $"101000001{peer:00}");

    private void GiveNetworks()
    {
        _context.Add(new Network { Cidr = "192.0.2.0/24", Asn = 64500, Country = "FR", Kind = "site" });
        _context.Add(new Network { Cidr = "198.18.0.0/16", Asn = 65536, Country = "FR", Kind = "home" });
    }

    private void Care(string practitioner, string patient, int day) => _context.Add(new CareRelationship
    {
        Practitioner = practitioner, Patient = new PatientIdentifier(Ins, patient), Kind = CareKind.Encounter, From = Start.AddDays(day), To = Start.AddDays(day + 1),
    });

    // The others work every third day at their desks. She reads three records an hour apart; on her last return she may search instead.
    private void Region(int peers, Func<int, string> from, int searches = 0)
    {
        _context.Add(new AccountVersion { Idp = "region", Account = "her", Rpps = Rpps, Profession = "medecin", ValidFrom = Start.AddYears(-1) });
        for (var peer = 0; peer < peers; peer++)
            _context.Add(new AccountVersion { Idp = "region", Account = string.Create(CultureInfo.InvariantCulture, $"p{peer}"), Rpps = PeersRpps(peer), Profession = "medecin", ValidFrom = Start.AddYears(-1) });
        _context.Seal();
        Live(peers, from, searches);
    }

    private void Live(int peers, Func<int, string> from, int searches = 0)
    {
        _watch = new Watch(_context) { Memory = _memory };
        for (var day = 0; day <= Returns[^1]; day++)
        {
            for (var peer = 0; peer < peers && day % 3 == 0; peer++)
                for (var i = 0; i < 3; i++)
                    Step($"p{peer}", day, 2 + i / 20.0, "192.0.2.1", EventKind.Read, PeersPatient(peer, day, i));
            if (!Returns.Contains(day)) continue;
            if (searches > 0 && day == Returns[^1])
                for (var i = 0; i < searches; i++) Step("her", day, 6 + i / 60.0, from(day), EventKind.Search, null, string.Create(CultureInfo.InvariantCulture, $"name={(char)('A' + i)}"));
            else
                for (var i = 0; i < 3; i++) Step("her", day, 6 + i, from(day), EventKind.Read, Patient(day, i));
        }

        _watch.Complete();
    }

    private IEnumerable<SessionRecord> Hers() => _watch.Sessions.Where(s => _watch.Accounts[s.Account].Key == "region|her");

    private List<List<(int Account, double Score)>> Cases() => new Judge(_watch.Seen()).Incidents(1, Returns[^1]);

    private List<string> Ranked() => [.. new Judge(_watch.Seen()).Rank().Select(r => string.Create(CultureInfo.InvariantCulture, $"{_watch.Accounts[r.Account].Key} {r.Score:F3}"))];

    private void Step(string login, int day, double hour, string address, EventKind kind, string? patient, string? query = null)
    {
        var access = new Access();
        access.Header.Time = Instant.From(Start.AddDays(day).AddHours(hour));
        access.Header.Kind = kind;
        access.Header.Position = ++_position;
        access.Set(AccessText.IdentityProvider, "region");
        access.Set(AccessText.Login, login);
        access.Set(AccessText.Address, address);
        access.Set(AccessText.Session, string.Create(CultureInfo.InvariantCulture, $"{login}-{day}"));
        if (query is not null) access.Set(AccessText.Query, query);
        _watch.Step(access, patient is null ? [] : [PatientKeys.Of(_context, Ins, patient)], patient is null ? [] : [-1], query is null ? 0 : 20);
    }
}
