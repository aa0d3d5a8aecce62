using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace Egide.Connectors.Keycloak;

/// <summary>One page of the admin REST API's events.</summary>
internal sealed class KeycloakPage
{
    private KeycloakPage(List<(long Time, string Id, ReadOnlyMemory<byte> Record)> events) => Events = events;

    /// <summary>In the server's order. An event without an id (Keycloak before 24) is known by its bytes.</summary>
    public IReadOnlyList<(long Time, string Id, ReadOnlyMemory<byte> Record)> Events { get; }

    /// <summary>
    /// Whether the oldest certainly come first: servers that do not know how to be asked for that give the newest first, and a page of one
    /// instant tells nothing.
    /// </summary>
    public bool OldestFirst => Events.Count > 1 && Events[0].Time < Events[^1].Time;

    /// <summary>Reads it; throws <see cref="JsonException"/> on what is none.</summary>
    public static KeycloakPage Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Array) throw new JsonException("a page of events is a JSON array");
        var events = new List<(long, string, ReadOnlyMemory<byte>)>(document.RootElement.GetArrayLength());
        foreach (var one in document.RootElement.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("time", out var time) || time.ValueKind != JsonValueKind.Number || !time.TryGetInt64(out var at))
                throw new JsonException("an event has no time in milliseconds");
            var record = Encoding.UTF8.GetBytes(one.GetRawText());
            var id = one.TryGetProperty("id", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()!
                : XxHash128.HashToUInt128(record).ToString("x32", CultureInfo.InvariantCulture);
            events.Add((at, id, record));
        }

        return new KeycloakPage(events);
    }
}
