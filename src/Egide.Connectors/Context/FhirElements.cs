using System.Text.Json;

namespace Egide.Connectors.Context;

/// <summary>Steps into FHIR JSON that may lack or misform anything.</summary>
internal static class FhirElements
{
    /// <summary>A member, or an undefined element.</summary>
    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A member's text, or null.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } member ? Safe(member) : null;

    /// <summary>A member's elements; a single one when it is no array; none when it is missing.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement element, string name)
    {
        var member = element.Get(name);
        if (member.ValueKind == JsonValueKind.Array) return member.EnumerateArray();
        return member.ValueKind == JsonValueKind.Undefined ? [] : [member];
    }

    /// <summary>Type and id that a Reference names; no id when it names its target by an identifier alone.</summary>
    public static (string? Type, string? Id) Reference(this JsonElement element)
    {
        if (element.Text("reference") is not { } reference) return (element.Text("type"), null);
        if (reference.StartsWith("urn:", StringComparison.Ordinal)) return (element.Text("type"), reference[(reference.LastIndexOf(':') + 1)..]);
        var parts = reference.Split('/');
        for (var i = parts.Length - 2; i >= 0; i--)
        {
            if (parts[i].Length > 0 && char.IsAsciiLetterUpper(parts[i][0])) return (parts[i], parts[i + 1].Split('?', '#', '|')[0]);
        }

        return (null, null);
    }

    /// <summary>Type of what a Reference names, from its path or as stated.</summary>
    public static string? TypeOf(this JsonElement element) => element.Reference().Type ?? element.Text("type");

    /// <summary>Period's ends.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? To) Period(this JsonElement element, string name) =>
        (ContextTime.Start(element.Get(name).Text("start")), ContextTime.End(element.Get(name).Text("end")));

    private static string? Safe(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8.
            return null;
        }
    }
}
