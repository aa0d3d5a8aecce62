using System.Text.Json;

namespace Egide.Connectors.SharedSignals;

/// <summary>What a transmitter answers a poll (RFC 8936, section 2.3).</summary>
/// <param name="Sets">Tokens by their <c>jti</c>.</param>
internal sealed record PollAnswer(IReadOnlyList<(string Jti, string Token)> Sets)
{
    /// <summary>Reads it; throws <see cref="JsonException"/> on what is none.</summary>
    public static PollAnswer Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("a poll's answer is a JSON object");
        var sets = new List<(string, string)>();
        if (root.TryGetProperty("sets", out var found) && found.ValueKind == JsonValueKind.Object)
        {
            // A member that is no text stands for a token that cannot be read.
            foreach (var set in found.EnumerateObject()) sets.Add((set.Name, set.Value.ValueKind == JsonValueKind.String ? set.Value.GetString()! : ""));
        }

        // Whether more wait (moreAvailable) need not be read: after tokens the next question follows at once.
        return new PollAnswer(sets);
    }
}
