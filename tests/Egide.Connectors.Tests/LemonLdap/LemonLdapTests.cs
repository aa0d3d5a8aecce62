using System.Text;
using Egide.Connectors.Files;
using Egide.Connectors.LemonLdap;
using Egide.Observe;

namespace Egide.Connectors.Tests.LemonLdap;

public class LemonLdapTests
{
    private readonly LemonLdapDecoder _decoder = new();
    private readonly AuditEvent _event = new();

    [Theory]
    [InlineData("[notice] Session granted for dwho by LDAP (81.20.13.21)", EventKind.SignIn, "dwho", "81.20.13.21", "lemonldap", false)]
    [InlineData("[info] User dwho connected from LDAP (81.20.13.21)", EventKind.SignIn, "dwho", "81.20.13.21", "lemonldap", false)]
    [InlineData("[notice] User dwho.com successfully authenticated at level 2 from 10.0.0.1", EventKind.SignIn, "dwho.com", "10.0.0.1", "lemonldap", false)]
    [InlineData("[warn] foo.bar was not found in LDAP directory (81.20.13.21)", EventKind.SignInFailed, "foo.bar", "81.20.13.21", "lemonldap", false)]
    [InlineData("[warn] Bad password for dwho (2001:db8::1)", EventKind.SignInFailed, "dwho", "2001:db8::1", "lemonldap", false)]
    [InlineData("[warn] All schemes failed for user dwho (81.20.13.21)", EventKind.SignInFailed, "dwho", "81.20.13.21", "lemonldap", false)]
    [InlineData("Nov 24 10:00:01 portail LLNG[123]: [notice] User dwho has been disconnected from LDAP (81.20.13.21)", EventKind.SignOut, "dwho", "81.20.13.21", "lemonldap:portail", true)]
    [InlineData("<38>Nov  4 10:00:01 portail LLNG[123]: [notice] Password changed for dwho (81.20.13.21)", EventKind.PasswordChange, "dwho", "81.20.13.21", "lemonldap:portail", true)]
    [InlineData("2026-11-24T10:00:01.5+01:00 portail LLNG[123]: [notice] User dwho is authorized to access to viatrajectoire", EventKind.TokenRefresh, "dwho", null, "lemonldap:portail", true)]
    [InlineData("[Tue Nov 24 10:00:01.123456 2026] [perl:notice] [pid 12:tid 3] [client 10.0.0.9:5555] User dwho has been disconnected", EventKind.SignOut, "dwho", "10.0.0.9", "lemonldap", true)]
    [InlineData("2026/11/24 10:00:01 [error] 12#0: *45 FastCGI sent in stderr: \"[notice] Session granted for dwho by LDAP (10.1.1.1)\" while reading response header, client: 10.0.0.9, server: auth.chu.fr, request: \"POST / HTTP/1.1\"", EventKind.SignIn, "dwho", "10.1.1.1", "lemonldap:auth.chu.fr", true)]
    public void Lines(string line, EventKind kind, string user, string? address, string provider, bool timed)
    {
        _decoder.Begin(new RecordFile("x", new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), Framing.Lines, default));
        Assert.Equal(Decoding.Event, _decoder.Decode(Encoding.UTF8.GetBytes(line), _event));
        Assert.Equal((kind, user, address, provider), (_event.Kind, _event.Agents[0].Name, _event.Address, _event.IdentityProvider));
        Assert.Equal(timed, _event.Occurred is { Year: 2026, Month: 11 });
    }

    [Fact]
    public void TheYearIsTheLastThatDoesNotLieAfterTheFile()
    {
        _decoder.Begin(new RecordFile("x", new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), Framing.Lines, default));
        _decoder.Decode("Dec 31 23:00:00 h LLNG: [notice] Session granted for a by LDAP (10.0.0.1)"u8, _event);
        Assert.Equal(2025, _event.Occurred!.Value.Year);
    }

    [Fact]
    public void OtherLines()
    {
        Assert.Equal(DecodingKind.Other, _decoder.Decode("Nov 24 10:00:01 p LLNG[1]: [info] Store abc in session"u8, _event).Kind);
        Assert.Equal(DecodingKind.NotMine, _decoder.Decode("Nov 24 10:00:01 p sshd[1]: Accepted"u8, _event).Kind);
    }
}
