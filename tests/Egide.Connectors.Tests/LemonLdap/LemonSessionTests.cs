using System.Text;
using System.Text.Json;
using Egide.Connectors.LemonLdap;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Files;
using Egide.Observe;

namespace Egide.Connectors.Tests.LemonLdap;

public class LemonSessionTests
{
    private const string Raw = "34040e43d51ceba24b4685207a4f414d59f006563512af69b4d9162764aac3af";
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 20, 0, 0, TimeSpan.Zero);
    private readonly AuditEvent _event = new();

    [Fact]
    public void ASessionIsASignInAndItsEndASignOut()
    {
        var session = Assert.Single(List($$$"""{"{{{Raw}}}":{"_utime":1796069977,"ipAddr":"2001:db8::1","_whatToTrace":"d.who@hôpital","_user":"d.who","uid":null,"_auth":"LDAP","UA":"Mozilla/5.0","_session_kind":"SSO","groups":"users"},"ab":{"_session_kind":"TOKEN","_utime":1796069977}}"""));
        // As the intake and the journal's readers do: among all formats.
        var decoder = new RecordDecoder([]);
        var opened = session.Record("sso.example", null);
        Assert.Equal(Decoding.Event, decoder.Decode("lemonldap sso.example", Now, opened.Span, _event));
        Assert.Equal((EventKind.SignIn, "SESSION_OPENED", "d.who@hôpital", "2001:db8::1"), (_event.Kind, _event.Code, _event.Agents[0].Name, _event.Address));
        Assert.Equal(("lemonldap:sso.example", session.Id, "Mozilla/5.0"), (_event.IdentityProvider, _event.SessionId, _event.UserAgent));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1796069977), _event.Occurred);
        Assert.Equal(Decoding.Event, decoder.Decode("lemonldap sso.example", Now, session.Record("sso.example", Now).Span, _event));
        Assert.Equal((EventKind.SignOut, "SESSION_CLOSED", "d.who@hôpital", Now), (_event.Kind, _event.Code, _event.Agents[0].Name, _event.Occurred));
        Assert.DoesNotContain(Raw, Encoding.UTF8.GetString(opened.Span));
        Assert.NotEqual(session.Id, Assert.Single(LemonSession.List("another.example", Encoding.UTF8.GetBytes($$$"""{"{{{Raw}}}":{}}"""))).Id);
    }

    [Theory]
    [InlineData("""{"lemonldap_session":"opened","portal":"p","id":"i","_utime":1796069977,"uid":"x" """, UnreadCode.Malformed)]
    [InlineData("""{"lemonldap_session":"opened","portal":"p","id":"i","_utime":1796069977}""", UnreadCode.Malformed)]
    [InlineData("""{"lemonldap_session":"opened","portal":"p","_utime":1796069977,"uid":"x"}""", UnreadCode.Malformed)]
    [InlineData("""{"lemonldap_session":"opened","id":"i","_utime":1796069977,"uid":"x"}""", UnreadCode.Malformed)]
    [InlineData("""{"lemonldap_session":"renamed","portal":"p","id":"i","_utime":1796069977,"uid":"x"}""", UnreadCode.Malformed)]
    [InlineData("""{"lemonldap_session":"opened","portal":"p","id":"i","uid":"x","_utime":"demain"}""", UnreadCode.BadTime)]
    [InlineData("""{"lemonldap_session":"closed","portal":"p","id":"i","uid":"x","_utime":1796069977}""", UnreadCode.BadTime)]
    public void WhatLacksIsSaid(string record, string code)
    {
        var decoding = new LemonSessionDecoder().Decode(Encoding.UTF8.GetBytes(record), _event);
        Assert.Equal((DecodingKind.Broken, code), (decoding.Kind, decoding.Code));
    }

    [Fact]
    public void OthersRecordsAreNotTaken() => Assert.Equal(DecodingKind.NotMine, new LemonSessionDecoder().Decode("""{"_session_id":"x","uid":"y"}"""u8, _event).Kind);

    [Theory]
    [InlineData("[]"), InlineData("{"), InlineData(""), InlineData("<html>"), InlineData("""{"result":1}"""), InlineData("""{"\ud800":{}}"""), InlineData("""{"a":{"uid":"\ud800"}}""")]
    public void WhatIsNoListIsRefused(string json) => Assert.ThrowsAny<JsonException>(() => List(json));

    [Fact]
    public void ASessionIsGoneWhenTwoListsRunningLackIt()
    {
        using var folder = new TemporaryFolder();
        var sessions = LemonSessions.Open(Path.Combine(folder.Path, "sessions.json"));
        var two = List("""{"a":{"uid":"x"},"b":{"uid":"y"}}""");
        var (opened, closed) = sessions.Compare(two, Now);
        sessions.Save(opened, []);
        Assert.Equal((2, 0), (opened.Count, closed.Count));
        Assert.Empty(sessions.Compare([two[0]], Now.AddSeconds(30)).Closed);
        // It was only being written.
        (opened, closed) = sessions.Compare(two, Now.AddSeconds(60));
        Assert.Equal((0, 0), (opened.Count, closed.Count));
        Assert.Empty(sessions.Compare([two[0]], Now.AddSeconds(90)).Closed);
        (opened, closed) = sessions.Compare([two[0]], Now.AddSeconds(120));
        Assert.Equal((two[1].Id, Now.AddSeconds(90)), (Assert.Single(closed).Session.Id, closed[0].At));
        sessions.Save(opened, [closed[0].Session]);
        Assert.Equal("y", closed[0].Session.Fields["uid"]);
        // And after a restart as before it.
        sessions = LemonSessions.Open(Path.Combine(folder.Path, "sessions.json"));
        Assert.Equal(two[1].Id, Assert.Single(sessions.Compare(two, Now.AddSeconds(150)).Opened).Id);
    }

    [Theory]
    [InlineData("null"), InlineData("[]"), InlineData("{\"a\":null}"), InlineData("no")]
    public void AStateThatIsNotOursIsTold(string content)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "sessions.json");
        File.WriteAllText(path, content);
        Assert.Contains("Delete it", Assert.Throws<InvalidDataException>(() => LemonSessions.Open(path)).Message);
    }

    private static List<LemonSession> List(string json) => LemonSession.List("sso.example", Encoding.UTF8.GetBytes(json));
}
