using YamlDotNet.Serialization;

namespace Egide.Observe.Data;

/// <summary>The shape of a data map file.</summary>
internal sealed class DataMapFile
{
    [YamlMember(Alias = "resources")]
    public Dictionary<string, List<string>>? Resources { get; set; }

    [YamlMember(Alias = "elements")]
    public Dictionary<string, Dictionary<string, List<string>>>? Elements { get; set; }

    [YamlMember(Alias = "transactions")]
    public Dictionary<string, List<string>>? Transactions { get; set; }

    [YamlMember(Alias = "events")]
    public Dictionary<string, List<string>>? Events { get; set; }

    [YamlMember(Alias = "urls")]
    public List<UrlEntry>? Urls { get; set; }

    [YamlMember(Alias = "words")]
    public Dictionary<string, List<string>>? Words { get; set; }

    /// <summary>One URL entry; <c>shows</c> is a list of categories or the name of a resource.</summary>
    internal sealed class UrlEntry
    {
        [YamlMember(Alias = "path")]
        public string? Path { get; set; }

        [YamlMember(Alias = "shows")]
        public object? Shows { get; set; }
    }
}
