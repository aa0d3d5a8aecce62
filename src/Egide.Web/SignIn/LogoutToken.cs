using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Egide.Web.SignIn;

/// <summary>A provider's word that a session has ended (OpenID Connect Back-Channel Logout 1.0, section 2.6).</summary>
/// <param name="Session">The provider's name of the session; null for all of the subject's.</param>
/// <param name="Subject">The person, as the provider calls her.</param>
internal sealed record LogoutToken(string? Session, string? Subject)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 << 10 };

    /// <summary>Reads and verifies one; null when it is none, or not from this provider, or not for this client.</summary>
    public static async Task<LogoutToken?> Read(string token, OpenIdConnectConfiguration provider, string client)
    {
        var said = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer, ValidAudience = client, IssuerSigningKeys = provider.SigningKeys, ValidAlgorithms = ProviderSignIn.Algorithms,
            RequireSignedTokens = true, ClockSkew = TimeSpan.FromMinutes(1), RequireExpirationTime = false,
        });
        if (!said.IsValid || said.SecurityToken is not JsonWebToken jwt) return null;
        // A nonce would make it an ID token, which anybody who signed in once holds.
        if (jwt.TryGetPayloadValue<object>("nonce", out _) || !jwt.TryGetPayloadValue<JsonElement>("events", out var events)) return null;
        if (events.ValueKind != JsonValueKind.Object || !events.TryGetProperty(Event, out _)) return null;
        var told = new LogoutToken(jwt.TryGetPayloadValue<string>("sid", out var sid) ? sid : null, jwt.Subject is { Length: > 0 } sub ? sub : null);
        return told is { Session: null, Subject: null } ? null : told;
    }
}
