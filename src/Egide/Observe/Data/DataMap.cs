using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Egide.Observe.Data;

/// <summary>
/// What an access of a kind shows of a patient: by FHIR resource and <c>_elements</c>, IHE transaction, DICOM event,
/// portal URL or word. Shipped as <c>datamap.yaml</c>; another file can be laid over it. Immutable; safe to share.
/// </summary>
public sealed class DataMap
{
    private readonly Dictionary<string, DataCategory> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, DataCategory>> _elements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataCategory> _transactions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DataCategory> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataCategory> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<UrlPattern> _urls = [];

    private DataMap()
    {
    }

    /// <summary>The map that is shipped.</summary>
    public static DataMap Shipped()
    {
        using var stream = typeof(DataMap).Assembly.GetManifestResourceStream("Egide.datamap.yaml")!;
        using var reader = new StreamReader(stream);
        var map = new DataMap();
        map.Lay(reader.ReadToEnd());
        return map;
    }

    /// <summary>The shipped map with a file laid over it.</summary>
    /// <exception cref="InvalidDataException">The file is no data map; the message says where and what is expected.</exception>
    public static DataMap With(string path)
    {
        var map = Shipped();
        try
        {
            map.Lay(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is YamlException or InvalidDataException)
        {
            throw new InvalidDataException($"{path} is not a data map: {fault.Message} See docs/outputs.md for its shape.", fault);
        }

        return map;
    }

    /// <summary>What a resource type shows, narrowed to elements when some are named.</summary>
    /// <param name="resource">A FHIR resource type.</param>
    /// <param name="elements">The value of <c>_elements</c>, comma-separated; null when absent.</param>
    /// <returns>Null when the type is not mapped.</returns>
    public DataCategory? Resource(string resource, string? elements)
    {
        if (!_resources.TryGetValue(resource, out var whole)) return null;
        if (string.IsNullOrEmpty(elements) || !_elements.TryGetValue(resource, out var known)) return whole;
        var shown = DataCategory.None;
        foreach (var element in elements.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = element.Contains('.', StringComparison.Ordinal) ? element[..element.IndexOf('.', StringComparison.Ordinal)] : element;
            if (known.TryGetValue(name, out var categories)) shown |= categories;
        }

        return shown;
    }

    /// <summary>What an IHE transaction shows (<c>ITI-47</c>), or null.</summary>
    public DataCategory? Transaction(string code) => Find(_transactions, code);

    /// <summary>What a DICOM event shows (<c>110110</c>), or null.</summary>
    public DataCategory? Event(string code) => Find(_events, code);

    /// <summary>What a word of a screen or column shows, or null.</summary>
    public DataCategory? Word(string word) => Find(_words, word);

    /// <summary>What a URL shows, or null; its query's <c>_elements</c> narrow a FHIR resource.</summary>
    public DataCategory? Url(string url)
    {
        var (path, query) = Split(url);
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var pattern in _urls)
        {
            if (!pattern.Fits(segments, out var resource)) continue;
            if (resource is null) return pattern.Shows;
            if (Resource(resource, Parameter(query, "_elements")) is { } shown) return shown;
        }

        return null;
    }

    private static (string Path, string Query) Split(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start >= 0)
        {
            start = url.IndexOf('/', start + 3);
            url = start < 0 ? "/" : url[start..];
        }

        var mark = url.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (url, "") : (url[..mark], url[(mark + 1)..]);
    }

    private static string? Parameter(string query, string name)
    {
        foreach (var part in query.Split('&'))
            if (part.StartsWith(name, StringComparison.Ordinal) && part.Length > name.Length && part[name.Length] == '=')
                return Uri.UnescapeDataString(part[(name.Length + 1)..]);
        return null;
    }

    private static DataCategory? Find(Dictionary<string, DataCategory> map, string key) => map.TryGetValue(key, out var found) ? found : null;

    private void Lay(string yaml)
    {
        var file = new DeserializerBuilder().Build().Deserialize<DataMapFile>(yaml) ?? new DataMapFile();
        Put(file.Resources, _resources);
        Put(file.Transactions, _transactions);
        Put(file.Events, _events);
        Put(file.Words, _words);
        foreach (var (resource, elements) in file.Elements ?? [])
        {
            if (!_elements.TryGetValue(resource, out var known)) _elements[resource] = known = new(StringComparer.Ordinal);
            Put(elements, known);
        }

        var urls = (file.Urls ?? []).Select(u => new UrlPattern(
            u.Path ?? throw new InvalidDataException("An entry of urls has no path."),
            u.Shows is IEnumerable<object> codes ? Parse(codes.Select(c => $"{c}")) : DataCategory.None,
            u.Shows as string)).ToList();
        _urls.InsertRange(0, urls);
    }

    private static void Put(Dictionary<string, List<string>>? from, Dictionary<string, DataCategory> into)
    {
        foreach (var (key, codes) in from ?? []) into[key] = Parse(codes);
    }

    private static DataCategory Parse(IEnumerable<string> codes)
    {
        var set = DataCategory.None;
        foreach (var code in codes)
        {
            var one = DataCategories.Parse(code);
            if (one == DataCategory.None) throw new InvalidDataException($"'{code}' is not a category; they are {string.Join(", ", DataCategories.All)}.");
            set |= one;
        }

        return set;
    }
}
