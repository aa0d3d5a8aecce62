using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Egide.Connectors.LemonLdap;

/// <summary>An open session as a portal tells of it.</summary>
/// <param name="Id">
/// SHA-256 of the portal's name and the session's id, hexadecimal: whoever has the id itself, which is the cookie's value, is in. The portal's
/// name is in it so that it is never the plain SHA-256 by which releases since 2.19 name a session in a storage (<c>hashedSessionStore</c>).
/// </param>
/// <param name="Fields">Those of <see cref="Asked"/> that it has.</param>
internal sealed record LemonSession(string Id, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Member by which the records written here are known, and its values.</summary>
    public const string Mark = "lemonldap_session";

    public const string Opened = "opened";

    public const string Closed = "closed";

    /// <summary>What is asked for of each session; its other variables (groups, mail, password where it is kept) stay at the portal.</summary>
    public static readonly string[] Asked = ["_session_kind", "_utime", "_whatToTrace", "_user", "uid", "ipAddr", "_auth", "UA"];

    /// <summary>Reads a portal's list; throws <see cref="JsonException"/> on what is none.</summary>
    public static List<LemonSession> List(string portal, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return List(portal, document.RootElement);
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("a list of sessions with escapes that stand for no character", fault);
        }
    }

    /// <summary>The record that is kept of it.</summary>
    /// <param name="portal">The portal's name.</param>
    /// <param name="closed">When it was first missed; null when it is open.</param>
    public ReadOnlyMemory<byte> Record(string portal, DateTimeOffset? closed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(Mark, closed is null ? Opened : Closed);
            writer.WriteString("portal", portal);
            writer.WriteString("id", Id);
            if (closed is { } at) writer.WriteString("at", at);
            foreach (var name in Asked)
                if (Fields.TryGetValue(name, out var value)) writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static List<LemonSession> List(string portal, JsonElement sessions)
    {
        var list = new List<LemonSession>();
        // Perl's nothing.
        if (sessions.ValueKind == JsonValueKind.Null) return list;
        if (sessions.ValueKind != JsonValueKind.Object) throw new JsonException("a list of sessions is a JSON object");
        foreach (var one in sessions.EnumerateObject())
        {
            if (one.Value.ValueKind != JsonValueKind.Object) throw new JsonException("a session is a JSON object");
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var name in Asked)
                if (one.Value.TryGetProperty(name, out var value) && Text(value) is { Length: > 0 } text) fields[name] = text;
            // Storages without an index on the kind may not have chosen.
            if (!fields.Remove("_session_kind", out var kind) || kind == "SSO") list.Add(new LemonSession(IdOf(portal, one.Name), fields));
        }

        return list;
    }

    private static string IdOf(string portal, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"lemonldap\n{portal}\n{id}")));

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
