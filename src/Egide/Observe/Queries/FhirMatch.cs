using System.Globalization;
using System.Text.Json;

namespace Egide.Observe.Queries;

/// <summary>Reads a FHIR Parameters resource: the input of <c>$match</c>, or of another operation.</summary>
internal static class FhirMatch
{
    // Of a resource these say how it is kept, not what is looked for.
    private static readonly HashSet<string> Unasked = ["resourceType", "id", "meta", "text", "language", "implicitRules", "extension", "contained"];

    /// <summary>Reads <paramref name="text"/>; <see cref="QueryKind.Unknown"/> when it is no Parameters resource.</summary>
    public static DecodedQuery Decode(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.Trim().TrimStart('\uFEFF'));
            var root = document.RootElement;
            if (Text(root, "resourceType") != "Parameters") return new DecodedQuery(QueryKind.Unknown, text);
            var query = new DecodedQuery(QueryKind.FhirMatch, text) { Operation = "$match" };
            if (!root.TryGetProperty("parameter", out var parameters) || parameters.ValueKind != JsonValueKind.Array) return query;
            foreach (var parameter in parameters.EnumerateArray()) Add(query, parameter);
            return query;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Malformed, or a text with half a surrogate pair.
            return new DecodedQuery(QueryKind.Unknown, text);
        }
    }

    private static void Add(DecodedQuery query, JsonElement parameter)
    {
        if (parameter.ValueKind != JsonValueKind.Object) return;
        if (parameter.TryGetProperty("resource", out var resource) && resource.ValueKind == JsonValueKind.Object)
        {
            query.Resource ??= Text(resource, "resourceType");
            foreach (var property in resource.EnumerateObject())
            {
                if (!Unasked.Contains(property.Name)) Flatten(query, property.Name, property.Value);
            }

            return;
        }

        var name = Text(parameter, "name") ?? "";
        foreach (var property in parameter.EnumerateObject())
        {
            if (!property.Name.StartsWith("value", StringComparison.Ordinal)) continue;
            if (name == "count" && int.TryParse(property.Value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) query.Count = count;
            else Flatten(query, name, property.Value);
        }
    }

    private static void Flatten(DecodedQuery query, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Flatten(query, name, item);
                break;
            case JsonValueKind.Object when value.TryGetProperty("value", out var number) && value.TryGetProperty("system", out _) && number.ValueKind == JsonValueKind.String:
                query.Parameters.Add(new QueryParameter(name, null, Text(value, "system") + "|" + number.GetString()));
                break;
            case JsonValueKind.Object:
                foreach (var part in value.EnumerateObject()) Flatten(query, name + "." + part.Name, part.Value);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                query.Parameters.Add(new QueryParameter(name, null, value.ToString()));
                break;
        }
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
