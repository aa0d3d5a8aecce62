using System.Text.Json;

namespace Egide.Connectors.Vectors;

/// <summary>The published sample messages kept beside the repository; tests skip when they are absent.</summary>
internal static class SharedVectors
{
    public static string? Root { get; } = Find();

    public static string RootOrSkip()
    {
        if (Root is null) Assert.Skip("no shared/vectors beside the repository, and EGIDE_SHARED is not set");
        return Root;
    }

    public static IEnumerable<JsonElement> Expected(string root) =>
        File.ReadLines(Path.Combine(root, "expected.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>The record at <paramref name="index"/> of a file: an entry of a Bundle, an item of an array, or the whole file.</summary>
    public static byte[] Record(string path, int index)
    {
        var bytes = File.ReadAllBytes(path);
        if (!path.EndsWith(".json", StringComparison.Ordinal)) return bytes;
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array) return System.Text.Encoding.UTF8.GetBytes(root[index].GetRawText());
        if (root.GetProperty("resourceType").GetString() != "Bundle") return bytes;
        return System.Text.Encoding.UTF8.GetBytes(root.GetProperty("entry")[index].GetProperty("resource").GetRawText());
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EGIDE_SHARED") is { Length: > 0 } named)
            return Directory.Exists(Path.Combine(named, "vectors")) ? Path.Combine(named, "vectors") : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var vectors = Path.Combine(at.FullName, "shared", "vectors");
            if (Directory.Exists(vectors)) return vectors;
        }

        return null;
    }
}
