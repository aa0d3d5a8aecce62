using System.Text;
using Egide.Connectors.Keycloak;
using Egide.Observe;

namespace Egide.Connectors.Tests.Keycloak;

public class KeycloakTests
{
    private readonly KeycloakDecoder _decoder = new();
    private readonly AuditEvent _event = new();

    [Fact]
    public void UserEventOfTheRestApi()
    {
        Read("""{"id":"e1","time":1700000000123,"type":"LOGIN","realmId":"r-uuid","realmName":"regional","clientId":"portail","userId":"u1","sessionId":"s1","ipAddress":"10.0.0.1","details":{"auth_method":"openid-connect","redirect_uri":"https://p/é","code_id":"c1","username":"mdupont"}}""");
        Assert.Equal((RecordFormat.KeycloakUser, EventKind.SignIn, "LOGIN", "e1"), (_event.Format, _event.Kind, _event.Code, _event.Id));
        Assert.Equal(("regional", "regional", "s1", "10.0.0.1"), (_event.IdentityProvider, _event.SourceId, _event.SessionId, _event.Address));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), _event.Occurred);
        var agent = Assert.Single(_event.Agents);
        Assert.Equal((true, "u1", "mdupont", "mdupont", "10.0.0.1"), (agent.Requestor, agent.UserId, agent.AltId, agent.Name, agent.NetworkAddress));
        Assert.Equal("portail", _event.Entities[0].Identifier);
    }

    [Fact]
    public void AdminEventOfTheRestApi()
    {
        Read("""{"id":"a1","time":1700000000123,"realmId":"regional","authDetails":{"realmId":"master","clientId":"admin-cli","userId":"root1","ipAddress":"10.9.9.9"},"operationType":"ACTION","resourceType":"USER","resourcePath":"users/u1/reset-password","representation":"{\"value\":\"x\"}"}""");
        Assert.Equal((RecordFormat.KeycloakAdmin, EventKind.PasswordChange, "ACTION", "regional"), (_event.Format, _event.Kind, _event.Code, _event.IdentityProvider));
        Assert.Equal(("root1", "10.9.9.9", "users/u1/reset-password"), (_event.Agents[0].UserId, _event.Address, _event.Entities[^1].Reference));
    }

    [Theory]
    [InlineData("""2021-10-22 22:11:31,257 DEBUG [org.keycloak.events] (default task-2) type=LOGIN, realmId=test, clientId=security-admin-console, userId=ce63, ipAddress=10.2.2.156, auth_method=openid-connect, scope=a, b, response_type='id_token token', code_id=k1, username=bob""", "LOGIN", "test", "ce63", "bob", "k1", null)]
    [InlineData("""2026-08-11 19:34:22,431 DEBUG [org.keycloak.events] (executor-thread-1) type="LOGIN", realmId="9410", realmName="demo", clientId="web", userId="4622", sessionId="242a", ipAddress="172.18.0.1", username="alice, \"the\" admin" """, "LOGIN", "demo", "4622", "alice, \\\"the\\\" admin", "242a", null)]
    [InlineData("""keycloak-1  | 2024-04-28 09:55:47,397 WARN  [org.keycloak.events] (executor-thread-4) type="LOGIN_ERROR", realmId="e4", clientId="c", userId="null", ipAddress="1.2.3.4", error="user_not_found", username="x" """, "LOGIN_ERROR", "e4", null, "x", null, "user_not_found")]
    [InlineData("""{"timestamp":"2024-04-28T09:55:47.397Z","loggerName":"org.keycloak.events","level":"WARN","message":"type=\"LOGIN_ERROR\", realmId=\"e4\", clientId=\"c\", userId=\"u\", ipAddress=\"1.2.3.4\", error=\"invalid_user_credentials\"","hostName":"kc-0"}""", "LOGIN_ERROR", "e4", "u", null, null, "invalid_user_credentials")]
    public void ListenerLines(string line, string code, string provider, string? user, string? name, string? session, string? error)
    {
        Read(line);
        Assert.Equal((code, provider, session, error), (_event.Code, _event.IdentityProvider, _event.SessionId, _event.Outcome));
        Assert.Equal((user, name), (_event.Agents[0].UserId, _event.Agents[0].Name));
        Assert.Equal(error is null ? EventKind.SignIn : EventKind.SignInFailed, _event.Kind);
        Assert.NotNull(_event.Occurred);
    }

    [Fact]
    public void AdminLine()
    {
        Read("""2021-10-22 22:12:09,871 DEBUG [org.keycloak.events] (default task-3) operationType=CREATE, realmId=test, clientId=abc, userId=sdf, ipAddress=10.1.1.1, resourceType=USER, resourcePath=users/0797""");
        Assert.Equal((EventKind.Admin, "CREATE", "sdf", true), (_event.Kind, _event.Code, _event.Agents[0].UserId, _event.ZoneMissing));
    }

    [Theory]
    [InlineData("{\"realmId\":1,\"type\":\"LOGIN\"", DecodingKind.Broken)]
    [InlineData("{\"resourceType\":\"AuditEvent\"}", DecodingKind.NotMine)]
    [InlineData("INFO [org.keycloak.quarkus] started", DecodingKind.NotMine)]
    public void Others(string record, DecodingKind expected) => Assert.Equal(expected, _decoder.Decode(Encoding.UTF8.GetBytes(record), _event).Kind);

    private void Read(string record) => Assert.Equal(Decoding.Event, _decoder.Decode(Encoding.UTF8.GetBytes(record), _event));
}
