using System.Buffers.Text;
using System.Text;
using Egide.Connectors.SharedSignals;
using Egide.Observe;

namespace Egide.Connectors.Tests.SharedSignals;

public class SetDecoderTests
{
    private const string Caep = "https://schemas.openid.net/secevent/caep/event-type/";
    private const string Risc = "https://schemas.openid.net/secevent/risc/event-type/";
    private readonly SetDecoder _decoder = new();
    private readonly AuditEvent _event = new();

    [Theory]
    [InlineData(Caep + "session-revoked", "{}", EventKind.SignOut)]
    [InlineData(Caep + "session-established", "{\"acr\":\"loa2\"}", EventKind.SignIn)]
    [InlineData(Caep + "session-presented", "{}", EventKind.TokenRefresh)]
    [InlineData(Caep + "credential-change", "{\"credential_type\":\"password\",\"change_type\":\"update\"}", EventKind.PasswordChange)]
    [InlineData(Caep + "credential-change", "{\"credential_type\":\"fido2-roaming\",\"change_type\":\"create\"}", EventKind.MfaChange)]
    [InlineData(Caep + "token-claims-change", "{\"claims\":{\"role\":\"ro-admin\"}}", EventKind.Admin)]
    [InlineData(Caep + "assurance-level-change", "{\"namespace\":\"NIST-AAL\",\"current_level\":\"nist-aal1\"}", EventKind.Admin)]
    [InlineData(Caep + "device-compliance-change", "{\"current_status\":\"not-compliant\"}", EventKind.Admin)]
    [InlineData(Risc + "account-disabled", "{\"reason\":\"hijacking\"}", EventKind.Lockout)]
    [InlineData(Risc + "account-credential-change-required", "{}", EventKind.PasswordChange)]
    [InlineData(Risc + "credential-compromise", "{\"credential_type\":\"password\"}", EventKind.Admin)]
    [InlineData(Risc + "identifier-changed", "{\"new-value\":\"a@b.test\"}", EventKind.Admin)]
    [InlineData("https://schemas.openid.net/secevent/ssf/event-type/verification", "{\"state\":\"s3cret\"}", EventKind.System)]
    public void Kinds(string uri, string body, EventKind kind)
    {
        Assert.Equal(Decoding.Event, Read($$$"""{"iss":"https://idp/","jti":"j","iat":1700000000,"txn":"t","sub_id":{"format":"email","email":"a@b.test"},"events":{"{{{uri}}}":{{{body}}}}}"""));
        Assert.Equal((kind, RecordFormat.SharedSignal, uri[(uri.LastIndexOf('/') + 1)..], "j", "t"), (_event.Kind, _event.Format, _event.Code, _event.Id, _event.RequestId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), _event.Occurred);
        Assert.Equal("https://idp/", _event.IdentityProvider);
        if (kind != EventKind.System) Assert.Equal("a@b.test", Assert.Single(_event.Agents).Name);
        Assert.DoesNotContain(_event.Entities[0].Details, d => d.Value == "s3cret");
    }

    [Theory]
    [InlineData("""{"format":"iss_sub","iss":"https://a/","sub":"42"}""", "42", null, null, "https://a/")]
    [InlineData("""{"format":"email","email":"a@b.test"}""", null, "a@b.test", null, "https://idp/")]
    [InlineData("""{"format":"account","uri":"acct:anne@b.test"}""", null, "anne@b.test", null, "https://idp/")]
    [InlineData("""{"format":"opaque","id":"s-1"}""", null, null, "s-1", "https://idp/")]
    [InlineData("""{"format":"complex","user":{"format":"opaque","id":"u-1"}}""", "u-1", null, null, "https://idp/")]
    [InlineData("""{"format":"complex","user":{"format":"iss_sub","iss":"https://a/","sub":"42"},"session":{"format":"opaque","id":"s-1"},"tenant":{"format":"opaque","id":"t"}}""", "42", null, "s-1", "https://a/")]
    [InlineData("""{"format":"aliases","identifiers":[{"format":"email","email":"a@b.test"},{"format":"iss_sub","iss":"https://a/","sub":"42"}]}""", "42", "a@b.test", null, "https://a/")]
    public void Subjects(string subject, string? user, string? login, string? session, string provider)
    {
        Assert.Equal(Decoding.Event, Read($$$"""{"iss":"https://idp/","jti":"j","iat":1700000000,"sub_id":{{{subject}}},"events":{"{{{Caep}}}session-revoked":{"event_timestamp":1699999000123} } }"""));
        Assert.Equal((session, provider), (_event.SessionId, _event.IdentityProvider));
        Assert.Equal((user, login), _event.Agents.Count == 0 ? (null, null) : (_event.Agents[0].UserId, _event.Agents[0].Name));
        Assert.Equal(1699999000123, _event.Occurred!.Value.ToUnixTimeMilliseconds());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), _event.Declared);
    }

    [Fact]
    public void ASubjectInsideItsEventIsOfAnEarlierDraft()
    {
        Read($$$"""{"iss":"https://idp/","jti":"j","iat":1700000000,"events":{"{{{Risc}}}account-disabled":{"subject":{"subject_type":"iss-sub","iss":"https://a/","sub":"42"},"reason":"hijacking"} } }""");
        Assert.Equal(("42", "https://a/"), (Assert.Single(_event.Agents).UserId, _event.IdentityProvider));
        Assert.Equal(new("reason", "hijacking"), Assert.Single(_event.Entities[0].Details));
    }

    [Theory]
    [InlineData("secevent+jwt", "{\"iss\":\"i\"}", DecodingKind.Broken)]
    [InlineData("secevent+jwt", "{\"events\":{}}", DecodingKind.Broken)]
    [InlineData("secevent+jwt", "{\"events\":", DecodingKind.Broken)]
    [InlineData("secevent+jwt", "[1]", DecodingKind.Broken)]
    [InlineData("JWT", "{\"events\":{\"a\":{}}}", DecodingKind.NotMine)]
    public void Others(string type, string payload, DecodingKind kind) => Assert.Equal(kind, Read(payload, type).Kind);

    private Decoding Read(string payload, string type = "secevent+jwt")
    {
        _event.Clear();
        return _decoder.Decode(Encoding.ASCII.GetBytes($"{Encode($"{{\"typ\":\"{type}\",\"alg\":\"RS256\"}}")}.{Encode(payload)}.c2ln"), _event);
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
