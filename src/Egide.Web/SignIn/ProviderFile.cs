using Egide.Connectors.Https;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Egide.Web.SignIn;

/// <summary>Reads <c>sign-in.yaml</c>: the provider that people sign in with, and who has which role.</summary>
public static class ProviderFile
{
    private const int Longest = 1 << 18;

    /// <summary>Its name in the data folder.</summary>
    public const string Name = "sign-in.yaml";

    /// <summary>Reads one.</summary>
    /// <param name="path">The file; the secret's file is named from its folder.</param>
    /// <exception cref="SettingsException">It cannot be used as it is.</exception>
    public static ProviderSettings Read(string path)
    {
        if (!File.Exists(path)) throw new SettingsException(new($"{path} n’existe pas. Donner le bon chemin à --sign-in.", $"{path} does not exist. Give --sign-in the right path."));
        try
        {
            if (new FileInfo(path).Length > Longest) throw Wrong(path, "il est trop long", "it is too long");
            var shape = new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<Shape?>(File.ReadAllText(path)) ?? throw Wrong(path, "il est vide", "it is empty");
            return Of(path, shape);
        }
        catch (YamlException fault)
        {
            throw Wrong(path, $"ligne {fault.Start.Line}, clé inconnue ou écriture fautive", $"line {fault.Start.Line}, an unknown key or bad YAML");
        }
    }

    private static ProviderSettings Of(string path, Shape shape)
    {
        if (!Uri.TryCreate(shape.Authority, UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
            throw Wrong(path, "« authority » est une adresse https (http sur cette machine seulement)", "'authority' is an https address (http on this machine only)");
        var rules = shape.Roles?.SelectMany(role => Rules(path, role.Key, role.Value)).ToList() ?? [];
        if (rules.Count == 0) throw Wrong(path, "« roles » ne nomme personne : personne ne pourrait entrer", "'roles' names nobody: nobody could come in");
        return new ProviderSettings
        {
            Authority = authority, ClientId = shape.ClientId is { Length: > 0 } id ? id : throw Wrong(path, "« client_id » manque", "'client_id' is missing"), ClientSecret = Secret(path, shape.ClientSecretFile),
            Label = shape.Label is { Length: > 0 } label ? label : authority.Host, Acr = shape.AcrValues ?? [], Name = shape.Name ?? [], Roles = rules,
            Scopes = shape.Scopes is { Count: > 0 } scopes ? [.. scopes.Prepend("openid").Distinct()] : ["openid", "profile", "email"],
        };
    }

    private static IEnumerable<RoleRule> Rules(string path, string name, List<Dictionary<string, string>>? people)
    {
        if (!Enum.TryParse<Role>(name, ignoreCase: true, out var role) || !char.IsAsciiLetter(name[0]))
            throw Wrong(path, $"« {name} » n’est pas un rôle ; ce sont analyst, approver, dpo, auditor, administrator", $"'{name}' is no role; they are analyst, approver, dpo, auditor, administrator");
        foreach (var (claim, value) in (people ?? []).SelectMany(p => p))
            yield return string.IsNullOrWhiteSpace(value) ? throw Wrong(path, $"« {claim} » n’a pas de valeur sous {name}", $"'{claim}' has no value under {name}") : new RoleRule(role, claim, value);
    }

    // In a file of its own: the settings may then be shown, copied and versioned.
    private static string Secret(string path, string? file)
    {
        if (string.IsNullOrEmpty(file)) throw Wrong(path, "« client_secret_file » manque : le secret est dans un fichier à part", "'client_secret_file' is missing: the secret is in a file of its own");
        var full = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file);
        if (!File.Exists(full)) throw Wrong(path, $"{full} n’existe pas", $"{full} does not exist");
        return SecretFile.Read(full, () => Wrong(path, $"{full} peut être lu ou changé par d’autres : chmod 600", $"others can read or change {full}: chmod 600")) is { Length: > 0 } secret ? secret : throw Wrong(path, $"{full} est vide", $"{full} is empty");
    }

    private static SettingsException Wrong(string path, string fr, string en) => new(new($"{path} est inutilisable : {fr}. Le corriger, puis relancer.", $"{path} cannot be used: {en}. Correct it and run again."));

    /// <summary>The file's shape.</summary>
    private sealed class Shape
    {
        [YamlMember(Alias = "authority")]
        public string? Authority { get; set; }

        [YamlMember(Alias = "client_id")]
        public string? ClientId { get; set; }

        [YamlMember(Alias = "client_secret_file")]
        public string? ClientSecretFile { get; set; }

        [YamlMember(Alias = "label")]
        public string? Label { get; set; }

        [YamlMember(Alias = "scopes")]
        public List<string>? Scopes { get; set; }

        [YamlMember(Alias = "acr_values")]
        public List<string>? AcrValues { get; set; }

        [YamlMember(Alias = "name")]
        public List<string>? Name { get; set; }

        [YamlMember(Alias = "roles")]
        public Dictionary<string, List<Dictionary<string, string>>?>? Roles { get; set; }
    }
}
