using System.Text;
using Egide.Connectors.Samba;
using Egide.Observe;

namespace Egide.Connectors.Tests.Samba;

public class SambaDecoderTests
{
    private const string Refused = """{"timestamp": "2026-11-24T15:52:53.763462+0000", "type": "Authentication", "Authentication": {"version": {"major": 1, "minor": 2}, "eventId": 4625, "logonId": "0", "logonType": 8, "status": "NT_STATUS_WRONG_PASSWORD", "localAddress": "ipv4:127.0.0.10:389", "remoteAddress": "ipv6:2001:db8::7:43022", "serviceDescription": "LDAP", "authDescription": "simple bind", "clientDomain": "CHR", "clientAccount": "drmartin@chr.test", "workstation": "DC1", "becameAccount": null, "mappedAccount": "drmartin", "mappedDomain": "CHR", "passwordType": "Plaintext", "duration": 1471}}""";
    private readonly SambaDecoder _decoder = new();
    private readonly AuditEvent _event = new();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("  JSON Authentication: ")]
    [InlineData("Nov 24 15:52:53 dc1 samba[812]:   ")]
    public void ALineBehindWhateverStandsBeforeIt(string before)
    {
        Assert.Equal(Decoding.Event, Read(before + Refused));
        Assert.Equal((EventKind.SignInFailed, RecordFormat.Samba, "4625", "NT_STATUS_WRONG_PASSWORD", "CHR"), (_event.Kind, _event.Format, _event.Code, _event.Outcome, _event.IdentityProvider));
        Assert.Equal(("2001:db8::7", null), (_event.Address, _event.SessionId));
        Assert.Equal(("drmartin", null), (Assert.Single(_event.Agents).Name, _event.Agents[0].UserId));
        Assert.Equal(DateTimeOffset.Parse("2026-11-24T15:52:53.763462Z"), _event.Occurred);
    }

    [Theory]
    [InlineData("\"status\": \"NT_STATUS_OK\", \"becameAccount\": \"DC1$\"", EventKind.System)]
    [InlineData("\"status\": \"NT_STATUS_OK\", \"becameAccount\": \"ANONYMOUS LOGON\", \"becameSid\": \"S-1-5-7\"", EventKind.System)]
    [InlineData("\"status\": \"NT_STATUS_OK\", \"becameAccount\": \"anne\"", EventKind.SignIn)]
    [InlineData("\"status\": \"NT_STATUS_ACCOUNT_LOCKED_OUT\", \"mappedAccount\": \"anne\"", EventKind.Lockout)]
    [InlineData("\"status\": \"NT_STATUS_NO_SUCH_USER\", \"clientAccount\": \"anne@chr.test\"", EventKind.SignInFailed)]
    public void Kinds(string fields, EventKind kind)
    {
        Assert.Equal(Decoding.Event, Read("{\"timestamp\": \"2026-11-24T15:52:53.763462+0000\", \"type\": \"Authentication\", \"Authentication\": {" + fields + "}}"));
        Assert.Equal(kind, _event.Kind);
        if (kind != EventKind.System) Assert.Equal("anne", _event.Agents[0].Name);
    }

    [Theory]
    [InlineData("""{"timestamp": "2026-11-24T15:52:53.763462+0000", "type": "dsdbChange", "dsdbChange": {"operation": "Modify"}}""", DecodingKind.Other)]
    [InlineData("[2026/11/24 15:53:35.204311,  3] ../../lib/audit_logging/audit_logging.c:97(audit_log_json)", DecodingKind.Other)]
    [InlineData("""{"timestamp": "2026-11-24T15:52:53.763462+0000", "type": "Authentication", "Authentication": {"status":""", DecodingKind.Broken)]
    [InlineData("""{"timestamp": "2026-11-24T15:52:53.763462+0000", "type": "visit", "visit": {}}""", DecodingKind.NotMine)]
    public void Others(string line, DecodingKind kind) => Assert.Equal(kind, Read(line).Kind);

    private Decoding Read(string line)
    {
        _event.Clear();
        return _decoder.Decode(Encoding.UTF8.GetBytes(line), _event);
    }
}
