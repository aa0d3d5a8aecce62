using System.Text.Json;
using Egide.Connectors.SharedSignals;
using Egide.Connectors.Tests.Servers;

namespace Egide.Connectors.Tests.SharedSignals;

/// <summary>The transmitter of <c>Servers/node/transmitter.mjs</c>, and the tokens that a test has it sign.</summary>
internal sealed class Transmitter(NodeServer server) : IAsyncDisposable
{
    public const string Issuer = "https://idp.example.test/";
    private const string Revoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    public NodeServer Server => server;

    public SignalStream Stream => new("test", Issuer, "https://egide.example.test", new Uri(server.Address, "jwks.json"));

    public static async Task<Transmitter> Start() => new(await NodeServer.Start("transmitter.mjs"));

    /// <summary>The claims of a good session-revoked token, to be spoiled.</summary>
    public static Dictionary<string, object> Claims(string jti) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = new[] { "https://other.example.test", "https://egide.example.test" },
        ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["jti"] = jti,
        ["sub_id"] = new
        {
            format = "complex",
            user = new { format = "iss_sub", iss = Issuer, sub = "drmartin" },
            session = new { format = "opaque", id = "s-17" },
        },
        ["events"] = new Dictionary<string, object> { [Revoked] = new { event_timestamp = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(), initiating_entity = "policy" } },
    };

    public async Task<string> Sign(Dictionary<string, object> claims, string kid = "rsa-1", string? alg = null, object? header = null, string? how = null) =>
        (await server.Control(new Dictionary<string, object?> { ["do"] = "sign", ["kid"] = kid, ["claims"] = claims, ["how"] = how }
            .Concat(alg is null ? [] : [new("alg", alg)]).Concat(header is null ? [] : [new("header", header)]).ToDictionary())).GetProperty("token").GetString()!;

    public Task Key(string kid, string alg, object? options = null) => server.Control(new { @do = "key", kid, alg, options = options ?? new { } });

    public Task Withdraw(string kid) => server.Control(new { @do = "withdraw", kid });

    public Task Queue(string jti, string token) => server.Control(new { @do = "queue", jti, token });

    public Task<JsonElement> State() => server.Control(new { @do = "state" });

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
