using System.Collections.Concurrent;
using System.Text.Json;

namespace Egide.Connectors.Live;

/// <summary>Names of those who bring records, by the number that a live journal keeps with each record; a fact names each once. Thread-safe.</summary>
public sealed class OriginNames
{
    /// <summary>Kind of the fact that names one.</summary>
    internal const string Fact = "origin";

    private readonly ConcurrentDictionary<int, string> _names = new();

    /// <summary>The name; <c>?</c> when no fact gave one.</summary>
    public string this[int number] => _names.GetValueOrDefault(number, "?");

    /// <summary>All that are known.</summary>
    internal IEnumerable<KeyValuePair<int, string>> All => _names;

    /// <summary>The fact's payload.</summary>
    internal static byte[] Write(int number, string name) => JsonSerializer.SerializeToUtf8Bytes(new { number, name });

    /// <summary>Takes the fact's payload.</summary>
    internal void Learn(byte[] fact)
    {
        using var document = JsonDocument.Parse(fact);
        _names[document.RootElement.GetProperty("number").GetInt32()] = document.RootElement.GetProperty("name").GetString() ?? "?";
    }
}
