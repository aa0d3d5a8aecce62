using Egide.Connectors.Files;
using Egide.Observe;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Egide.Connectors.Mapped;

/// <summary>Reads mapping files: YAML with <c>format</c> and <c>columns</c> among its top keys.</summary>
public static class MappingFile
{
    private const int Longest = 1 << 20;
    private const int DeepestYaml = 16;

    /// <summary>Whether a file's first bytes are those of a mapping file.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> head) =>
        HasKey(head, "format:"u8) && HasKey(head, "columns:"u8) && !head.Contains((byte)0);

    /// <summary>Reads one; null, with a problem reported, when it cannot be used.</summary>
    public static Mapping? Read(TrailFile file, Action<IntakeProblem> report)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(report);
        try
        {
            var text = new char[Longest];
            using var reader = new StreamReader(file.Open(), LenientUtf8.Of(null));
            return Read(file.Name, new string(text, 0, reader.ReadBlock(text, 0, text.Length)));
        }
        catch (Exception fault) when (fault is YamlException or FormatException or InvalidOperationException or ArgumentException or TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            var (fr, en) = fault is YamlException yaml ? ($" (ligne {yaml.Start.Line})", $" (line {yaml.Start.Line})") : ("", "");
            var why = UnusableException.Why(fault);
            report(new IntakeProblem(file.Name, 0, ProblemCode.BadMapping, new(
                $"Il ressemble à un fichier de correspondance mais est inutilisable{fr} : {why.Fr}. Le corriger.", $"It looks like a mapping file but cannot be used{en}: {why.En}. Correct it.")));
            return null;
        }
    }

    internal static Mapping Read(string name, string text)
    {
        RefuseDepth(text);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is not YamlMappingNode root) throw new UnusableException("il ne contient aucune clé", "it holds no keys");
        var format = Text(root, "format") ?? throw new UnusableException("« format » manque ; c’est csv ou ndjson", "'format' is missing; it is csv or ndjson");
        if (format is not ("csv" or "ndjson")) throw new UnusableException("« format » est csv ou ndjson", "'format' is csv or ndjson");
        var columns = Columns(root);
        var zone = Text(root, "timezone");
        var delimiter = Text(root, "delimiter") switch { null => (char?)null, "\\t" or "tab" => '\t', { Length: 1 } one => one[0], _ => throw new UnusableException("« delimiter » est un seul caractère", "'delimiter' is one character") };
        return new Mapping
        {
            Name = name,
            IsCsv = format == "csv",
            Delimiter = delimiter,
            Zone = zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone),
            TimeFormat = Text(root, "time_format"),
            Columns = columns,
            Values = Tables(root),
            Match = Match(root) is { Count: > 0 } match ? match : [.. columns.Values.Distinct()],
            PatientSystem = Text(root, "patient_system"),
            Idp = Text(root, "idp"),
            Source = Text(root, "source"),
        };
    }

    /// <summary>The document model is built by recursion: what nests without end is told by events first.</summary>
    internal static void RefuseDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestYaml) throw new UnusableException("il est trop imbriqué", "it nests too deep");
        }
    }

    private static bool HasKey(ReadOnlySpan<byte> head, ReadOnlySpan<byte> key)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        if (head.StartsWith(key)) return true;
        var at = 0;
        while (head[at..].IndexOf(key) is var found and >= 0)
        {
            at += found;
            if (at > 0 && head[at - 1] == '\n') return true;
            at++;
        }

        return false;
    }

    private static Dictionary<MappedField, string> Columns(YamlMappingNode root)
    {
        if (Child(root, "columns") is not YamlMappingNode node) throw new UnusableException("« columns » manque ou n’est pas une table", "'columns' is missing or is no table");
        var columns = new Dictionary<MappedField, string>();
        foreach (var (key, value) in node.Children)
        {
            var name = ((YamlScalarNode)key).Value ?? "";
            if (!Enum.TryParse<MappedField>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var field) || char.IsAsciiDigit(name.FirstOrDefault()))
            {
                throw new UnusableException($"« columns » a le champ inconnu « {name} »", $"'columns' has the unknown field '{name}'");
            }

            columns[field] = (value as YamlScalarNode)?.Value ?? throw new UnusableException($"la colonne de « {name} » n’est pas un nom", $"the column of '{name}' is no name");
        }

        if (!columns.ContainsKey(MappedField.Occurred)) throw new UnusableException("« columns » doit nommer la colonne de « occurred »", "'columns' must name the column of 'occurred'");
        return columns;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Tables(YamlMappingNode root)
    {
        var tables = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (Child(root, "values") is not YamlMappingNode node) return tables;
        foreach (var (column, values) in node.Children)
        {
            if (column is not YamlScalarNode { Value: { } name } || values is not YamlMappingNode table) throw new UnusableException("« values » est une table de tables", "'values' is a table of tables");
            var meanings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (written, meant) in table.Children) meanings[Scalar(written)] = Scalar(meant);
            tables[name] = meanings;
        }

        return tables;
    }

    /// <summary>A scalar, or the words of a list joined by spaces.</summary>
    private static string Scalar(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode list => string.Join(' ', list.Children.OfType<YamlScalarNode>().Select(word => word.Value)),
        _ => throw new UnusableException("« values » contient autre chose qu’un mot ou une liste", "'values' holds something that is neither a word nor a list"),
    };

    private static List<string> Match(YamlMappingNode root)
    {
        if (Child(root, "match") is not YamlMappingNode match) return [];
        return (Child(match, "header") ?? Child(match, "key")) switch
        {
            YamlScalarNode { Value: { } one } => [one],
            YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(n => n.Value ?? "")],
            _ => [],
        };
    }

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string? Text(YamlMappingNode root, string key) => (Child(root, key) as YamlScalarNode)?.Value;
}
