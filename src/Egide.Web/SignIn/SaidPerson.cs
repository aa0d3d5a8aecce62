using System.Security.Claims;
using Egide.Observe.Context;

namespace Egide.Web.SignIn;

/// <summary>Who somebody is and what she may do, by what the provider says of her.</summary>
internal static class SaidPerson
{
    private const string Number = "rpps";

    // Where Pro Santé Connect puts it; its subjects end with it too (f:uuid:number). Never a claim that people write themselves.
    private static readonly string[] Numbers = ["SubjectNameID", "sub"];

    public static Person Of(ClaimsPrincipal said, ProviderSettings settings) => new(NameOf(said, settings), [.. settings.Roles.Where(rule => Is(said, rule)).Select(rule => rule.Role).Distinct().Order()])
    {
        Id = $"{said.FindFirstValue("iss") ?? settings.Authority.ToString()}|{said.FindFirstValue("sub")}",
    };

    /// <summary>What an administrator needs to name her in the settings.</summary>
    public static IEnumerable<(string Claim, string Value)> Naming(ClaimsPrincipal said) =>
        Named(said).Concat(said.FindAll("email").Where(_ => IsVerified(said)).Select(c => ("email", c.Value))).Append(("sub", said.FindFirstValue("sub") ?? "?"));

    private static IEnumerable<(string, string)> Named(ClaimsPrincipal said) => RppsOf(said) is { } rpps ? [(Number, rpps)] : [];

    private static bool Is(ClaimsPrincipal said, RoleRule rule) => rule.Claim switch
    {
        Number => RppsOf(said) is { } rpps && rpps == (PractitionerKey.Of(rule.Value) ?? rule.Value),
        // An address that anybody may have typed gives nobody a role.
        "email" => IsVerified(said) && said.FindAll("email").Any(c => string.Equals(c.Value, rule.Value, StringComparison.OrdinalIgnoreCase)),
        _ => said.HasClaim(rule.Claim, rule.Value),
    };

    private static bool IsVerified(ClaimsPrincipal said) => said.FindAll("email_verified").Any() && said.FindAll("email_verified").All(c => string.Equals(c.Value, "true", StringComparison.OrdinalIgnoreCase));

    private static string? RppsOf(ClaimsPrincipal said) => Numbers.SelectMany(said.FindAll).Select(c => PractitionerKey.Of(c.Value)).FirstOrDefault(key => key is not null);

    private static string NameOf(ClaimsPrincipal said, ProviderSettings settings)
    {
        string[][] usual = [["given_name", "family_name"], ["name"], ["preferred_username"], ["sub"]];
        foreach (var claims in settings.Name.Count > 0 ? usual.Prepend([.. settings.Name]) : usual)
            if (string.Join(' ', claims.Select(said.FindFirstValue).Where(v => !string.IsNullOrWhiteSpace(v))) is { Length: > 0 } name) return name.Length > 80 ? name[..80] : name;
        return "?";
    }
}
