using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;

namespace Egide.Web.SignIn;

/// <summary>Takes what a provider's userinfo says: each value of a list a claim, what stands inside an object as <c>a.b</c>.</summary>
internal sealed class SaidClaims() : ClaimAction("*", ClaimValueTypes.String)
{
    private const int Deepest = 6;
    private const int Most = 500;

    public override void Run(JsonElement userData, ClaimsIdentity identity, string issuer)
    {
        var left = Most;
        Take(userData, "", identity, Deepest, ref left);
    }

    private static void Take(JsonElement value, string name, ClaimsIdentity into, int deep, ref int left)
    {
        if (deep == 0 || left <= 0) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Take(member.Value, name.Length == 0 ? member.Name : $"{name}.{member.Name}", into, deep - 1, ref left);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Take(item, name, into, deep - 1, ref left);
                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when name.Length > 0:
                left--;
                var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
                if (!into.HasClaim(name, text)) into.AddClaim(new Claim(name, text));
                break;
        }
    }
}
