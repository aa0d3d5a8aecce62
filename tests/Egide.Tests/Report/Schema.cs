using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egide.Tests.Report;

/// <summary>The few keywords of JSON Schema draft-07 that our schemas use; an unknown one fails, so that none is passed over.</summary>
internal sealed class Schema(JsonElement root)
{
    private static readonly HashSet<string> Words = ["$schema", "title", "description", "definitions", "contentEncoding"];

    /// <summary>What is wrong with a value, where; empty when it fits.</summary>
    public List<string> Errors(JsonElement value)
    {
        var errors = new List<string>();
        Check(root, value, "$", errors);
        return errors;
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        foreach (var rule in schema.EnumerateObject())
        {
            if (Words.Contains(rule.Name)) continue;
            if (!Fits(rule, schema, value, at, errors)) errors.Add($"{at}: {rule.Name} {rule.Value.GetRawText()}");
        }
    }

    private bool Fits(JsonProperty rule, JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        switch (rule.Name)
        {
            case "$ref":
                Check(root.GetProperty("definitions").GetProperty(rule.Value.GetString()!["#/definitions/".Length..]), value, at, errors);
                return true;
            case "type": return Types(rule.Value).Any(t => Is(t, value));
            case "enum": return rule.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value));
            case "minimum": return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble();
            case "maximum": return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble();
            case "minLength": return value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.Value.GetInt32();
            case "pattern": return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!);
            case "required": return value.ValueKind != JsonValueKind.Object || rule.Value.EnumerateArray().All(k => value.TryGetProperty(k.GetString()!, out _));
            case "anyOf": return rule.Value.EnumerateArray().Any(s => Passes(s, value));
            case "items": Items(rule.Value, value, at, errors); return true;
            case "properties": Properties(rule.Value, value, at, errors); return true;
            case "propertyNames": return value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(p => Passes(rule.Value, JsonSerializer.SerializeToElement(p.Name)));
            case "additionalProperties": Others(rule.Value, schema, value, at, errors); return true;
            default: return false;
        }
    }

    private bool Passes(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, value, "", errors);
        return errors.Count == 0;
    }

    private void Items(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Array) return;
        foreach (var (i, item) in value.EnumerateArray().Index()) Check(schema, item, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"), errors);
    }

    private void Properties(JsonElement schemas, JsonElement value, string at, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var property in schemas.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out var found)) Check(property.Value, found, at + "." + property.Name, errors);
        }
    }

    private void Others(JsonElement rule, JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        var named = schema.TryGetProperty("properties", out var known) ? known.EnumerateObject().Select(p => p.Name).ToHashSet() : [];
        foreach (var property in value.EnumerateObject().Where(p => !named.Contains(p.Name))) Check(rule, property.Value, at + "." + property.Name, errors);
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => type == "integer" && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
    };
}
