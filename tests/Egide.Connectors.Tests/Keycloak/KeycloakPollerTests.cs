using System.Text.Json;
using Egide.Connectors.Keycloak;
using Egide.Connectors.Live;
using Egide.Connectors.Tests.Servers;
using Egide.Observe;

namespace Egide.Connectors.Tests.Keycloak;

/// <summary>
/// No Keycloak can be had from the package registries these tests may use, so the other side is a server written to its published REST
/// contract (<c>Servers/node/keycloak.mjs</c>), which Keycloak's own client is made to agree with.
/// </summary>
public class KeycloakPollerTests
{
    private const string Secret = "s3cret+ /:é";
    private static readonly int[] Instants = [0, 0, 0, 5, 5, 5, 9];
    private static readonly int[] Shuffled = [4, 0, 2, 2, 2, -5];
    private static readonly long Now = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task NothingIsLostAndNothingTakenTwice(bool olderRelease)
    {
        await using var server = await NodeServer.Start("keycloak.mjs");
        await using var taken = new Taken();
        await Set(server, new() { ["old"] = olderRelease });
        // Seven events on three instants, two a page: pages end inside an instant.
        await Add(server, "events", [.. Instants.Select((at, i) => Login(Now + at, $"e-{i}"))]);
        await Add(server, "admin-events", [new { id = "a-0", time = Now, realmId = "r", operationType = "UPDATE", resourceType = "USER", resourcePath = "users/u", authDetails = new { realmId = "r", userId = "boss", ipAddress = "192.0.2.9" } }]);
        await While(server, taken, async () =>
        {
            await Taken.Until(() => Task.FromResult(taken.Count == 8), "what was there is taken");
            // The same instant as the newest, and one stamped before it but committed after.
            await Add(server, "events", [Login(Now + 9, "e-7"), Login(Now - 20_000, "e-8")]);
            await Taken.Until(() => Task.FromResult(taken.Count == 10), "latecomers are taken");
        });
        await Add(server, "events", [Login(Now + 9, "e-9")]);
        await While(server, taken, () => Taken.Until(() => Task.FromResult(taken.Count == 11), "what came while we were away is taken"));
        // The state is lost, as if we had died before it was saved: the journal knows what it has.
        Directory.Delete(Path.Combine(taken.Folder, "keycloak"), recursive: true);
        await While(server, taken, async () =>
        {
            await Add(server, "events", [Login(Now + 60_000, "e-10")]);
            await Taken.Until(() => Task.FromResult(taken.Count == 12), "and what is new");
        });
        Assert.Empty(taken.Quarantined);
        Assert.Equal(12, taken.Count);
        var sessions = taken.Accesses.Where(a => a.Kind == EventKind.SignIn).Select(a => a.Session).ToList();
        Assert.Equal(11, sessions.Distinct().Count());
        Assert.Equal("boss", Assert.Single(taken.Accesses, a => a.Kind == EventKind.Admin).User);
    }

    [Fact]
    public async Task FaultsAreCountedAndGonePast()
    {
        await using var server = await NodeServer.Start("keycloak.mjs");
        await using var taken = new Taken();
        await Set(server, new() { ["enabled"] = false });
        await server.Control(new { @do = "fail", answers = new object[] { new { status = 503 }, new { status = 503 } } });
        var state = await While(server, taken, async () =>
        {
            await Add(server, "events", [Login(Now, "e-1")]);
            await Taken.Until(() => Task.FromResult(taken.Count == 1), "taken after two faults");
            // Tokens of before a restart are refused: the next one is asked for at once, without a fault.
            await Set(server, new() { ["revoke"] = true });
            await Add(server, "events", [Login(Now + 1, "e-2")]);
            await Taken.Until(() => Task.FromResult(taken.Count == 2), "taken with a new token");
            await Set(server, new() { ["role"] = false });
            await Task.Delay(200, TestContext.Current.CancellationToken);
        });
        Assert.Equal((2, 1), (state.Counts["server_errors"], state.Counts["not_recorded"]));
        Assert.True(state.Counts["unauthorised"] > 0);
        Assert.Contains("view-events", state.Fault!.Value.What);
        Assert.Equal(2, (await server.Control(new { @do = "state" })).GetProperty("granted").GetInt32());
    }

    [Fact]
    public async Task AWrongSecretIsToldWithoutTheSecret()
    {
        await using var server = await NodeServer.Start("keycloak.mjs");
        await using var taken = new Taken();
        var state = await While(server, taken, () => Task.Delay(200, TestContext.Current.CancellationToken), "wrong-secret");
        Assert.True(state.Counts["unauthorised"] > 0);
        Assert.DoesNotContain("wrong-secret", state.Fault!.Value.What);
        Assert.Contains("secret", state.Fault.Value.What);
        Assert.Throws<ArgumentException>(() => new KeycloakPoller(new KeycloakRealm(new Uri("http://127.0.0.1/"), "hopital", "egide"), Secret, taken.Folder, server.Http, TimeProvider.System));
    }

    [Fact]
    public async Task KeycloaksOwnClientSeesWhatWeSee()
    {
        await using var server = await NodeServer.Start("keycloak.mjs");
        await Add(server, "events", [.. Shuffled.Select((at, i) => Login(Now + at, $"e-{i}"))]);
        await Add(server, "admin-events", [new { id = "a-0", time = Now, realmId = "r", operationType = "UPDATE" }]);
        var found = await server.Ask("keycloak-client.mjs", Now.ToString());
        Assert.Equal(["e-1", "e-2", "e-3", "e-4", "e-0"], found.GetProperty("events").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(["a-0"], found.GetProperty("admin-events").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(JsonValueKind.True, found.GetProperty("enabled").ValueKind);
    }

    private static async Task<WayIn> While(NodeServer server, Taken taken, Func<Task> happens, string secret = Secret)
    {
        var realm = new KeycloakRealm(new Uri(server.Address, "auth/"), "hopital", "egide");
        using var poller = new KeycloakPoller(realm, secret, Path.Combine(taken.Folder, "keycloak"), server.Http, TimeProvider.System)
        {
            Every = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromMilliseconds(20), Page = 2,
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = poller.Run(taken.Intake, stop.Token);
        await happens();
        await stop.CancelAsync();
        await running;
        return poller.State;
    }

    private static Task<JsonElement> Add(NodeServer server, string kind, object[] events) => server.Control(new { @do = "add", kind, events });

    private static Task<JsonElement> Set(NodeServer server, Dictionary<string, object> what) => server.Control(new Dictionary<string, object>(what) { ["do"] = "set" });

    private static object Login(long time, string id) => new
    {
        id, time, type = "LOGIN", realmId = "r", clientId = "portail", userId = "u", sessionId = "s-" + id, ipAddress = "192.0.2.1", details = new { username = "drmartin" },
    };
}
