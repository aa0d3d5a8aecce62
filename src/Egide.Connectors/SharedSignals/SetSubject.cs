using System.Text.Json;

namespace Egide.Connectors.SharedSignals;

/// <summary>Who and what an event is about, from the subject identifiers of RFC 9493 and Shared Signals 1.0.</summary>
internal sealed class SetSubject
{
    public string? Issuer { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>One opaque word that may be an account's or a session's: the event tells.</summary>
    public string? Opaque { get; private set; }

    public string? Login { get; private set; }

    public string? Session { get; private set; }

    public string? Device { get; private set; }

    public string? Tenant { get; private set; }

    /// <summary>Takes an identifier: simple, with aliases, or complex. What was named before stands.</summary>
    public void Read(JsonElement identifier) => Read(identifier, simple: true);

    private void Read(JsonElement identifier, bool simple)
    {
        if (identifier.ValueKind != JsonValueKind.Object) return;
        foreach (var member in identifier.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String) Name(member.Name, member.Value.GetString()!, simple);
            else if (member.Name == "user") Read(member.Value, simple: false);
            else if (member.Name == "session") Session ??= First(member.Value, "id", "sub", "jti", "uri");
            else if (member.Name == "device") Device ??= First(member.Value, "id", "sub", "uri", "url");
            else if (member.Name == "tenant") Tenant ??= First(member.Value, "id", "sub", "uri");
            else if (member.Name == "identifiers" && member.Value.ValueKind == JsonValueKind.Array) ReadAliases(member.Value, simple);
        }
    }

    /// <summary>The one opaque word of a simple subject is a session's.</summary>
    public void OpaqueIsSession()
    {
        Session ??= Opaque;
        Opaque = null;
    }

    private void ReadAliases(JsonElement aliases, bool simple)
    {
        foreach (var alias in aliases.EnumerateArray())
        {
            // Aliases of aliases are not allowed, and would never end.
            if (alias.ValueKind == JsonValueKind.Object && !alias.TryGetProperty("identifiers", out _)) Read(alias, simple);
        }
    }

    private void Name(string name, string value, bool simple)
    {
        if (value.Length == 0) return;
        switch (name)
        {
            case "iss":
                Issuer ??= value;
                break;
            case "sub":
                Subject ??= value;
                break;
            case "id" when simple:
                Opaque ??= value;
                break;
            case "id":
                Subject ??= value;
                break;
            case "email" or "phone_number" or "nameid":
                Login ??= value;
                break;
            case "uri" or "url":
                // acct:anne@hopital.test names an account as a login does.
                Login ??= value.StartsWith("acct:", StringComparison.Ordinal) ? value[5..] : value;
                break;
            case "jti" or "assertion_id":
                // The subject is a token of the session.
                Session ??= value;
                break;
        }
    }

    private static string? First(JsonElement identifier, params ReadOnlySpan<string> names)
    {
        if (identifier.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
        {
            if (identifier.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
        }

        return null;
    }
}
