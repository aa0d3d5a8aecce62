using System.Text.Json;
using Egide.Web.Retention;
using Egide.Web.SignIn;

namespace Egide.Web.Live;

/// <summary>Something that a person did, as the journal has it.</summary>
/// <param name="Position">Where it stands in the journal.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">The fact's kind: a view, a sign-in, something about a hold or a deletion.</param>
/// <param name="Step">What was done: <c>asked</c>, <c>agreed</c>, <c>shown</c>, <c>exported</c>, <c>signed-in</c>…</param>
/// <param name="By">Her name.</param>
/// <param name="Who">Who she is, whatever her name.</param>
/// <param name="Reason">Why, in her words; null where none is asked for.</param>
/// <param name="Request">Position of the request that it answers; null when none.</param>
/// <param name="What">Of what: a list's name, whom a link is for; null when nothing more is said.</param>
/// <param name="Roles">Roles that she came in with, or gave.</param>
/// <param name="Subject">Of which person, by an identifier: for who may see persons, never for an auditor.</param>
internal sealed record Doing(long Position, DateTimeOffset At, string Kind, string Step, string By, string Who, string? Reason, long? Request, string? What, IReadOnlyList<Role> Roles, string? Subject)
{
    /// <summary>Reads a fact; null when it is not of a person.</summary>
    public static Doing? Of(long position, string kind, ReadOnlySpan<byte> fact)
    {
        if (kind is not (Facts.View or Facts.SignIn or Facts.Hold or Facts.Retention)) return null;
        var reader = new Utf8JsonReader(fact);
        using var document = JsonDocument.ParseValue(ref reader);
        var said = document.RootElement;
        // What is done segment by segment stands under retention: it would crowd out what people did.
        if (Text(said, "step") is not { } step || step is Ledger.Begun or Ledger.Done || Text(said, "by") is not { } by || !said.TryGetProperty("at", out var at)) return null;
        List<Role> roles = said.TryGetProperty("roles", out var given) ? [.. given.EnumerateArray().Select(r => Enum.TryParse<Role>(r.GetString(), out var role) ? role : (Role?)null).OfType<Role>()] : [];
        return new Doing(position, at.GetDateTimeOffset(), kind, step, by, Text(said, "who") ?? "?", Text(said, "reason"), said.TryGetProperty("request", out var request) && request.ValueKind == JsonValueKind.Number ? request.GetInt64() : null, Text(said, "what"), roles, Text(said, "identifier"));
    }

    private static string? Text(JsonElement said, string name) => said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
