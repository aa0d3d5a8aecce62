using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Egide.Scope;

namespace Egide.Report.Files;

/// <summary>How all JSON of the dossier is written: accents as they are, instants in UTC.</summary>
internal static class Json
{
    /// <summary>Of every file's form; it rises when a change breaks a reader, never for an addition.</summary>
    public const int SchemaVersion = 1;

    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = Readable };

    public static readonly JsonWriterOptions Line = new() { Encoder = Readable };

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void Counts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal)) json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    public static void Bounds(Utf8JsonWriter json, string name, Bounds bounds)
    {
        json.WriteStartObject(name);
        json.WriteNumber("lower", bounds.Lower);
        json.WriteNumber("likely", bounds.Likely);
        json.WriteNumber("upper", bounds.Upper);
        json.WriteEndObject();
    }

    public static void BoundsBy(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, Bounds> by)
    {
        json.WriteStartObject(name);
        foreach (var (key, bounds) in by.OrderBy(b => b.Key, StringComparer.Ordinal)) Bounds(json, key, bounds);
        json.WriteEndObject();
    }
}
