using Egide.Connectors.SharedSignals;

namespace Egide.Connectors.Tests.SharedSignals;

/// <summary>Tokens that jose signed, right and wrong.</summary>
public class SetVerifierTests
{
    [Fact]
    public async Task RightTokensOfEachAlgorithmAreGood()
    {
        await using var transmitter = await Transmitter.Start();
        string[] algorithms = ["RS256", "RS512", "PS256", "ES256", "EdDSA"];
        foreach (var alg in algorithms) await transmitter.Key("key-" + alg, alg);
        using var keys = Keys(transmitter);
        var verifier = new SetVerifier(transmitter.Stream, keys, TimeProvider.System);
        foreach (var alg in algorithms)
        {
            var verdict = await verifier.Verify(await transmitter.Sign(Transmitter.Claims("jti-" + alg), "key-" + alg), TestContext.Current.CancellationToken);
            Assert.True(verdict.Jti == "jti-" + alg, alg + ": " + verdict.Reason);
        }
    }

    [Fact]
    public async Task WrongTokensAreRefusedWithTheirReason()
    {
        await using var transmitter = await Transmitter.Start();
        await transmitter.Key("hidden", "RS256", new { published = false });
        await transmitter.Key("for-encryption", "RS256", new { use = "enc" });
        await transmitter.Key("ec", "ES256");
        using var keys = Keys(transmitter);
        var verifier = new SetVerifier(transmitter.Stream, keys, TimeProvider.System);
        var good = await transmitter.Sign(Transmitter.Claims("j"));
        var parts = good.Split('.');
        var other = (await transmitter.Sign(Transmitter.Claims("other"))).Split('.');
        await transmitter.Key("ed", "EdDSA");
        var edwards = (await transmitter.Sign(Transmitter.Claims("j"), "ed")).Split('.');
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (string Error, string Token)[] wrong =
        [
            ("invalid_key", $"{parts[0]}.{other[1]}.{parts[2]}"),
            ("invalid_key", $"{parts[0]}.{parts[1]}.{Flip(parts[2])}"),
            ("invalid_key", $"{parts[0]}.{parts[1]}."),
            ("invalid_key", $"{edwards[0]}.{other[1]}.{edwards[2]}"),
            ("invalid_key", $"{edwards[0]}.{edwards[1]}.{Flip(edwards[2])}"),
            ("invalid_key", $"{edwards[0]}.{edwards[1]}.{edwards[2][..40]}"),
            ("invalid_key", await transmitter.Sign(Transmitter.Claims("j"), "ed", header: new { kid = "rsa-1" })),
            ("invalid_key", await transmitter.Sign(Transmitter.Claims("j"), how: "none")),
            ("invalid_key", await transmitter.Sign(Transmitter.Claims("j"), alg: "HS256", how: "hs-with-public-key")),
            ("invalid_key", await transmitter.Sign(Transmitter.Claims("j"), "hidden")),
            ("invalid_key", await transmitter.Sign(Transmitter.Claims("j"), "for-encryption")),
            ("invalid_key", await transmitter.Sign(Transmitter.Claims("j"), "ec", header: new { kid = "rsa-1" })),
            ("invalid_request", await transmitter.Sign(Transmitter.Claims("j"), header: new { typ = "JWT" })),
            ("invalid_request", await transmitter.Sign(Transmitter.Claims("j"), header: new { typ = "at+jwt" })),
            ("invalid_issuer", await transmitter.Sign(With("iss", "https://idp.example.test"))),
            ("invalid_issuer", await transmitter.Sign(Without("iss"))),
            ("invalid_audience", await transmitter.Sign(With("aud", "https://egide.example.test/"))),
            ("invalid_audience", await transmitter.Sign(Without("aud"))),
            ("invalid_request", await transmitter.Sign(With("exp", now - 60))),
            ("invalid_request", await transmitter.Sign(With("exp", now + 3600))),
            ("invalid_request", await transmitter.Sign(With("iat", now - 8 * 24 * 3600))),
            ("invalid_request", await transmitter.Sign(With("iat", now + 600))),
            ("invalid_request", await transmitter.Sign(With("iat", "now"))),
            ("invalid_request", await transmitter.Sign(Without("iat"))),
            ("invalid_request", await transmitter.Sign(Without("jti"))),
            ("invalid_request", await transmitter.Sign(Without("events"))),
            ("invalid_request", await transmitter.Sign(With("events", new { }))),
            ("invalid_request", await transmitter.Sign(With("events", "session-revoked"))),
            ("invalid_request", "no token"),
            ("invalid_request", "eyJ.e30."),
            ("invalid_request", ""),
            ("invalid_request", new string('a', 70_000)),
        ];
        for (var i = 0; i < wrong.Length; i++)
        {
            var verdict = await verifier.Verify(wrong[i].Token, TestContext.Current.CancellationToken);
            Assert.True(verdict.Jti is null && verdict.Error == wrong[i].Error, $"number {i}: {verdict}");
            Assert.NotEmpty(verdict.Reason);
        }

        Assert.Equal("j", (await verifier.Verify(good, TestContext.Current.CancellationToken)).Jti);
    }

    [Fact]
    public async Task AWithdrawnKeyIsBelievedNoLongerThanAnHour()
    {
        await using var transmitter = await Transmitter.Start();
        var clock = new ShiftedClock();
        using var keys = new SigningKeys(transmitter.Server.Http, transmitter.Stream.Keys, clock);
        var verifier = new SetVerifier(transmitter.Stream, keys, clock);
        var token = await transmitter.Sign(Transmitter.Claims("j"));
        Assert.NotNull((await verifier.Verify(token, TestContext.Current.CancellationToken)).Jti);
        await transmitter.Withdraw("rsa-1");
        await transmitter.Key("rsa-2", "RS256");
        Assert.NotNull((await verifier.Verify(token, TestContext.Current.CancellationToken)).Jti);
        clock.Ahead = TimeSpan.FromMinutes(61);
        Assert.Equal("invalid_key", (await verifier.Verify(token, TestContext.Current.CancellationToken)).Error);
        Assert.NotNull((await verifier.Verify(await transmitter.Sign(Transmitter.Claims("k"), "rsa-2"), TestContext.Current.CancellationToken)).Jti);
        Assert.Equal(2, (await transmitter.State()).GetProperty("keyReads").GetInt32());
    }

    [Fact]
    public async Task WithoutKeysNothingIsRefusedForGood()
    {
        await using var transmitter = await Transmitter.Start();
        using var untrusting = Https.HttpsClient.Make();
        using var keys = new SigningKeys(untrusting, transmitter.Stream.Keys, TimeProvider.System);
        var verdict = await new SetVerifier(transmitter.Stream, keys, TimeProvider.System).Verify(await transmitter.Sign(Transmitter.Claims("j")), TestContext.Current.CancellationToken);
        Assert.Equal((null, null), (verdict.Jti, verdict.Error));
        Assert.Contains("certificate", verdict.Reason);
        Assert.Throws<ArgumentException>(() => new SigningKeys(untrusting, new Uri("http://127.0.0.1/jwks.json"), TimeProvider.System));
    }

    private static SigningKeys Keys(Transmitter transmitter) => new(transmitter.Server.Http, transmitter.Stream.Keys, TimeProvider.System);

    private static Dictionary<string, object> With(string name, object value) => new(Transmitter.Claims("j")) { [name] = value };

    private static Dictionary<string, object> Without(string name)
    {
        var claims = Transmitter.Claims("j");
        claims.Remove(name);
        return claims;
    }

    // Not the last character: some of its bits mean nothing.
    private static string Flip(string signature) => (signature[0] == 'A' ? 'B' : 'A') + signature[1..];

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
