using System.Security.Cryptography;
using Egide.Web.SignIn;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Egide.EndToEnd;

/// <summary>What is taken for a provider's word that a session ended, and what is not.</summary>
public sealed class LogoutTokenTests : IDisposable
{
    private const string Issuer = "https://auth.example";
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("as it must be", true), InlineData("subject alone", true), InlineData("nobody", false), InlineData("another's key", false), InlineData("another's issuer", false), InlineData("another client", false)]
    [InlineData("with a nonce", false), InlineData("without the event", false), InlineData("expired", false), InlineData("shared secret", false)]
    public async Task OneCounts(string what, bool counts)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object> { ["sub"] = "claire", ["sid"] = "s1", ["jti"] = "1", ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() } };
        if (what is "subject alone" or "nobody") claims.Remove("sid");
        if (what == "nobody") claims.Remove("sub");
        if (what == "with a nonce") claims["nonce"] = "n";
        if (what == "without the event") claims["events"] = new Dictionary<string, object> { ["other"] = new Dictionary<string, object>() };
        var age = what == "expired" ? TimeSpan.FromHours(-1) : TimeSpan.Zero;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = what == "another's issuer" ? "https://evil.example" : Issuer, Audience = what == "another client" ? "x" : "egide", Claims = claims,
            IssuedAt = (now + age).UtcDateTime, Expires = (now + age).AddMinutes(2).UtcDateTime,
            SigningCredentials = what == "shared secret" ? new SigningCredentials(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256) : new SigningCredentials(new RsaSecurityKey(what == "another's key" ? _other : _key), SecurityAlgorithms.RsaSha256),
        });
        var provider = new OpenIdConnectConfiguration { Issuer = Issuer };
        provider.SigningKeys.Add(new RsaSecurityKey(_key));
        provider.SigningKeys.Add(new SymmetricSecurityKey(new byte[32]));
        var told = await LogoutToken.Read(token, provider, "egide");
        Assert.Equal(counts, told is not null);
        if (what == "as it must be") Assert.Equal(new LogoutToken("s1", "claire"), told);
    }
}
