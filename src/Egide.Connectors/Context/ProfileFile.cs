using System.Globalization;
using Egide.Connectors.Files;
using Egide.Connectors.Mapped;
using Egide.Observe;
using Egide.Observe.Context;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Egide.Connectors.Context;

/// <summary>Reads source profiles: YAML whose top key <c>profiles</c> lists how each source answers a search of its patients.</summary>
internal static class ProfileFile
{
    private const int Longest = 1 << 20;
    private static readonly string[] Keys = ["source", "match", "fold", "order", "page", "largest", "most", "inactive"];

    /// <summary>Whether a file's first bytes are those of one.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> head) =>
        (head.StartsWith("profiles:"u8) || head.IndexOf("\nprofiles:"u8) >= 0) && head.IndexOf("source:"u8) >= 0 && !head.Contains((byte)0);

    /// <summary>Reads one into the context; a profile that cannot be used is said and passed over.</summary>
    public static void Read(TrailFile file, RegionContext into, Action<IntakeProblem> report)
    {
        try
        {
            var text = new char[Longest];
            using var reader = new StreamReader(file.Open(), LenientUtf8.Of(null));
            foreach (var profile in Read(new string(text, 0, reader.ReadBlock(text, 0, text.Length)))) into.Add(profile);
        }
        // The YAML reader has ways of its own to refuse what is none.
        catch (Exception fault) when (fault is YamlException or FormatException or InvalidOperationException or ArgumentException)
        {
            var (fr, en) = fault is YamlException yaml ? ($" (ligne {yaml.Start.Line})", $" (line {yaml.Start.Line})") : ("", "");
            var why = UnusableException.Why(fault);
            report(new IntakeProblem(file.Name, 0, ProblemCode.BadRow, new(
                $"Les profils de sources sont inutilisables{fr} : {why.Fr}. Les corriger.", $"The source profiles cannot be used{en}: {why.En}. Correct them.")));
        }
    }

    internal static List<SourceProfile> Read(string text)
    {
        MappingFile.RefuseDepth(text);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..] || !root.Children.TryGetValue(new YamlScalarNode("profiles"), out var list) || list is not YamlSequenceNode profiles)
            throw new UnusableException("« profiles » n’est pas une liste", "'profiles' is not a list");
        return [.. profiles.Children.Select(One)];
    }

    private static SourceProfile One(YamlNode node)
    {
        if (node is not YamlMappingNode profile) throw new UnusableException("un profil n’a pas de clés", "a profile has no keys");
        foreach (var key in profile.Children.Keys)
            if (key is not YamlScalarNode { Value: { } name } || !Keys.Contains(name)) throw new UnusableException($"clé inconnue « {key} »", $"unknown key '{key}'");
        var fold = Words(profile, "fold");
        return new SourceProfile
        {
            Source = Text(profile, "source") ?? throw new UnusableException("« source » manque", "'source' is missing"),
            Match = Text(profile, "match") switch
            {
                null => StringRule.Unknown,
                "starts-with" => StringRule.StartsWith,
                "exact" => StringRule.Exact,
                "contains" => StringRule.Contains,
                _ => throw new UnusableException("« match » est starts-with, exact ou contains", "'match' is starts-with, exact or contains"),
            },
            FoldsCase = fold?.Contains("case"),
            FoldsAccents = fold?.Contains("accents"),
            FoldsPunctuation = fold?.Contains("punctuation"),
            Order = Words(profile, "order") ?? [],
            Page = Number(profile, "page"),
            Largest = Number(profile, "largest"),
            Most = Number(profile, "most"),
            Inactive = Text(profile, "inactive") switch { "true" => true, "false" => false, null => null, _ => throw new UnusableException("« inactive » est true ou false", "'inactive' is true or false") },
        };
    }

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private static List<string>? Words(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlSequenceNode words ? [.. words.Children.OfType<YamlScalarNode>().Select(w => w.Value ?? "")] : null;

    private static int Number(YamlMappingNode node, string key) => Text(node, key) is not { } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new UnusableException($"« {key} » n’est pas un nombre", $"'{key}' is not a number");
}
