using System.Text.Json;

namespace Egide.Web.Tde.Search;

/// <summary>Reads from an R4 AuditEvent the values of all search parameters: the same for the index and for the match.</summary>
internal sealed class Facets
{
    /// <summary>System of a code whose element says which it is.</summary>
    public const string Implied = "*";

    private readonly List<Facet> _found = [];

    private Facets()
    {
    }

    public static List<Facet> Of(JsonElement resource)
    {
        var facets = new Facets();
        facets.Read(resource);
        return facets._found;
    }

    private void Read(JsonElement resource)
    {
        foreach (var property in resource.EnumerateObject())
        {
            switch (property.Name)
            {
                case "type": Coding("type", property.Value); break;
                case "subtype": Each(property.Value, value => Coding("subtype", value)); break;
                case "action": Text("action", property.Value, Implied); break;
                case "outcome": Text("outcome", property.Value, Implied); break;
                case "recorded": Text("date", property.Value); break;
                case "period": Child(property.Value, "start", value => Text("period-start", value)); break;
                case "agent": Each(property.Value, Agent); break;
                case "source": Source(property.Value); break;
                case "entity": Each(property.Value, Entity); break;
            }
        }
    }

    private void Agent(JsonElement agent)
    {
        Child(agent, "who", who => Reference(who, "agent", IsPatient(who)));
        Child(agent, "altId", value => Text("altid", value));
        Child(agent, "name", value => Text("agent-name", value));
        Child(agent, "role", roles => Each(roles, role => Concept("agent-role", role)));
        Child(agent, "policy", policies => Each(policies, policy => Text("policy", policy)));
        Child(agent, "network", network => Child(network, "address", address => Text("address", address)));
    }

    private void Source(JsonElement source)
    {
        Child(source, "site", site => Text("site", site));
        Child(source, "observer", observer => Reference(observer, "source", false));
    }

    // A patient may be referred to by an identifier alone: then the entity's role or type says that it is one.
    private void Entity(JsonElement entity)
    {
        var at = _found.Count;
        Child(entity, "role", role => Coding("entity-role", role));
        Child(entity, "type", type => Coding("entity-type", type));
        var role = Coded(at, "entity-role");
        var patient = role is null ? Coded(at, "entity-type") is "1" or "Patient" : role == "1";
        Child(entity, "what", what => Reference(what, "entity", patient || IsPatient(what)));
        Child(entity, "name", value => Text("entity-name", value));
    }

    private string? Coded(int from, string name)
    {
        for (var i = from; i < _found.Count; i++)
            if (_found[i].Name == name) return _found[i].Text;
        return null;
    }

    private static bool IsPatient(JsonElement reference) =>
        (String(reference, "type") is "Patient") || String(reference, "reference") is { } to && (to.StartsWith("Patient/", StringComparison.Ordinal) || to.Contains("/Patient/", StringComparison.Ordinal));

    private void Reference(JsonElement reference, string name, bool patient)
    {
        if (String(reference, "reference") is { Length: > 0 } to)
        {
            Add(name, null, to);
            if (patient) Add("patient", null, to);
        }

        Child(reference, "identifier", identifier =>
        {
            if (String(identifier, "value") is not { Length: > 0 } value) return;
            Add(name + ".identifier", String(identifier, "system"), value);
            if (patient) Add("patient.identifier", String(identifier, "system"), value);
        });
    }

    private void Coding(string name, JsonElement coding)
    {
        if (String(coding, "code") is { Length: > 0 } code) Add(name, String(coding, "system"), code);
    }

    private void Concept(string name, JsonElement concept) => Child(concept, "coding", codings => Each(codings, coding => Coding(name, coding)));

    private void Text(string name, JsonElement value, string? system = null)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) Add(name, system, text);
    }

    private void Add(string name, string? system, string text) => _found.Add(new Facet(name, system, text));

    private static string? String(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Child(JsonElement parent, string name, Action<JsonElement> take)
    {
        if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)) take(value);
    }

    private static void Each(JsonElement values, Action<JsonElement> take)
    {
        if (values.ValueKind != JsonValueKind.Array) take(values);
        else foreach (var value in values.EnumerateArray()) take(value);
    }
}
