using System.Collections.Concurrent;
using System.Text.Json;

namespace Egide.Web.Tde.Records;

/// <summary>Names of those who bring records, by the number that the journal keeps with each. Thread-safe.</summary>
internal sealed class Origins
{
    private readonly ConcurrentDictionary<int, string> _names = new();

    public string this[int number] => _names.GetValueOrDefault(number, "?");

    /// <summary>Takes the fact that names one.</summary>
    public void Learn(byte[] fact)
    {
        using var document = JsonDocument.Parse(fact);
        _names[document.RootElement.GetProperty("number").GetInt32()] = document.RootElement.GetProperty("name").GetString() ?? "?";
    }
}
