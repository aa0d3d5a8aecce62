using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Egide.Connectors.SharedSignals;

/// <summary>
/// Judges a security event token (RFC 8417) by its stream: type, signature by one of the transmitter's keys, issuer, audience, time, and
/// that it cannot be another kind of token in disguise. Thread-safe.
/// </summary>
internal sealed class SetVerifier(SignalStream stream, SigningKeys keys, TimeProvider clock)
{
    private const int Largest = 64 << 10;
    private const int LongestJti = 256;
    private static readonly HashSet<string> Algorithms = new(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", SigningKeys.EdDsa], StringComparer.Ordinal);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };
    private readonly JsonWebTokenHandler _handler = new();

    public async Task<SetVerdict> Verify(string token, CancellationToken cancel)
    {
        if (token.Length > Largest || Read(token) is not { } set) return SetVerdict.Refused(SetVerdict.InvalidRequest, "not a signed JWT in compact form");
        if (!IsSet(set.Typ)) return SetVerdict.Refused(SetVerdict.InvalidRequest, "the header's typ is not secevent+jwt");
        if (set.TryGetHeaderValue<object>("crit", out _)) return SetVerdict.Refused(SetVerdict.InvalidRequest, "the header asks for extensions (crit) that are not known here");
        if (!Algorithms.Contains(set.Alg)) return SetVerdict.Refused(SetVerdict.InvalidKey, "signed with an algorithm that is not accepted: RS, PS or ES with 256, 384 or 512, or EdDSA");
        var candidates = await keys.For(string.IsNullOrEmpty(set.Kid) ? null : set.Kid, set.Alg, cancel).ConfigureAwait(false);
        if (candidates is null) return SetVerdict.Later(keys.Fault ?? "the transmitter's keys could not be read");
        if (candidates.Count == 0) return SetVerdict.Refused(SetVerdict.InvalidKey, "signed with a key that is not among the transmitter's");
        var signed = set.Alg == SigningKeys.EdDsa
            ? candidates.Any(key => IsBy((JsonWebKey)key, set))
            : (await _handler.ValidateTokenAsync(token, Signature(set.Alg, candidates)).ConfigureAwait(false)).IsValid;
        if (!signed) return SetVerdict.Refused(SetVerdict.InvalidKey, "the signature is not by the transmitter's key");
        return JudgeClaims(set);
    }

    private static JsonWebToken? Read(string token)
    {
        try
        {
            return new JsonWebToken(token) is { IsEncrypted: false } set ? set : null;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or JsonException)
        {
            return null;
        }
    }

    private static bool IsSet(string? typ) => typ is not null
        && (typ.Equals("secevent+jwt", StringComparison.OrdinalIgnoreCase) || typ.Equals("application/secevent+jwt", StringComparison.OrdinalIgnoreCase));

    // RFC 8037: an Ed25519 signature over what is signed in every JWS. The library has none.
    private static bool IsBy(JsonWebKey key, JsonWebToken set)
    {
        try
        {
            var (x, signature) = (Base64UrlEncoder.DecodeBytes(key.X), Base64UrlEncoder.DecodeBytes(set.EncodedSignature));
            var signed = Encoding.ASCII.GetBytes(set.EncodedHeader + "." + set.EncodedPayload);
            return x.Length == Ed25519.PublicKeySize && signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, 0, x, 0, signed, 0, signed.Length);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // Only the signature: a SET has no lifetime, and its claims are judged with words of their own.
    private static TokenValidationParameters Signature(string algorithm, IReadOnlyList<SecurityKey> candidates) => new()
    {
        ValidateIssuer = false,
        ValidateAudience = false,
        ValidateLifetime = false,
        RequireExpirationTime = false,
        RequireSignedTokens = true,
        ValidAlgorithms = [algorithm],
        IssuerSigningKeyResolver = (_, _, _, _) => candidates,
    };

    private SetVerdict JudgeClaims(JsonWebToken set)
    {
        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(set.EncodedPayload), Strict);
            return Judge(payload.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return SetVerdict.Refused(SetVerdict.InvalidRequest, "the payload is not one JSON object without repeated members");
        }
    }

    private SetVerdict Judge(JsonElement claims)
    {
        if (claims.ValueKind != JsonValueKind.Object) return SetVerdict.Refused(SetVerdict.InvalidRequest, "the payload is not a JSON object");
        if (Text(claims, "iss") != stream.Issuer) return SetVerdict.Refused(SetVerdict.InvalidIssuer, "iss is not this stream's issuer");
        if (!IsForUs(claims)) return SetVerdict.Refused(SetVerdict.InvalidAudience, "aud does not name this receiver");
        // Shared Signals 1.0 forbids exp so that no access or ID token passes for a SET, nor a SET for one of those.
        if (claims.TryGetProperty("exp", out _)) return SetVerdict.Refused(SetVerdict.InvalidRequest, "a SET has no exp");
        if (!claims.TryGetProperty("iat", out var issued) || issued.ValueKind != JsonValueKind.Number || !issued.TryGetDouble(out var seconds))
            return SetVerdict.Refused(SetVerdict.InvalidRequest, "iat is missing");
        var age = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - seconds;
        if (!(age >= -stream.Ahead.TotalSeconds)) return SetVerdict.Refused(SetVerdict.InvalidRequest, "iat lies in the future: compare the clocks");
        if (age > stream.Oldest.TotalSeconds) return SetVerdict.Refused(SetVerdict.InvalidRequest, "iat is older than this receiver takes");
        if (Text(claims, "jti") is not { Length: > 0 and <= LongestJti } jti) return SetVerdict.Refused(SetVerdict.InvalidRequest, "jti is missing or longer than 256 characters");
        return HasEvents(claims) ? SetVerdict.Good(jti) : SetVerdict.Refused(SetVerdict.InvalidRequest, "events is not an object of at least one event");
    }

    private bool IsForUs(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var audience)) return false;
        if (audience.ValueKind == JsonValueKind.String) return audience.GetString() == stream.Audience;
        return audience.ValueKind == JsonValueKind.Array
            && audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == stream.Audience);
    }

    private static bool HasEvents(JsonElement claims)
    {
        if (!claims.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Object) return false;
        var any = false;
        foreach (var one in events.EnumerateObject())
        {
            if (one.Value.ValueKind != JsonValueKind.Object) return false;
            any = true;
        }

        return any;
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
