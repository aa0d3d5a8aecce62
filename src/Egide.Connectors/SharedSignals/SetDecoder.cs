using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.SharedSignals;

/// <summary>
/// Security event tokens (RFC 8417) in compact form with the events of CAEP and RISC. Reads what they say; whether the signature holds was
/// judged where they came in, and a token found in a file is as good as that file. They are few, so that a document is built of each.
/// </summary>
public sealed class SetDecoder : IDecoder
{
    private const int Longest = 64 << 10;
    private readonly byte[] _plain = new byte[Longest];

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        // Every JWT's header is a JSON object, whose first bytes are nearly always these in base64url.
        if (record.Length > Longest || !record.StartsWith("eyJ"u8)) return Decoding.NotMine;
        var dot = record.IndexOf((byte)'.');
        var length = dot < 0 ? -1 : record[(dot + 1)..].IndexOf((byte)'.');
        if (length < 0) return Decoding.NotMine;
        try
        {
            using var header = Part(record[..dot]);
            if (header is null || Text(header.RootElement, "typ")?.EndsWith("secevent+jwt", StringComparison.OrdinalIgnoreCase) != true) return Decoding.NotMine;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Decoding.NotMine;
        }

        try
        {
            using var payload = Part(record.Slice(dot + 1, length));
            if (payload is null) return Decoding.Broken(UnreadCode.Malformed, "security event token whose payload is not base64url");
            if (Fill(payload.RootElement, into)) return Decoding.Event;
            return Decoding.Broken(UnreadCode.Malformed, "security event token without an event");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            into.Clear();
            return Decoding.Broken(UnreadCode.Malformed, "security event token whose payload is not whole JSON");
        }
    }

    private JsonDocument? Part(ReadOnlySpan<byte> encoded) =>
        Base64Url.DecodeFromUtf8(encoded, _plain, out _, out var written) == OperationStatus.Done ? JsonDocument.Parse(_plain.AsMemory(0, written)) : null;

    private static bool Fill(JsonElement claims, AuditEvent into)
    {
        if (claims.ValueKind != JsonValueKind.Object || !claims.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Object) return false;
        var subject = new SetSubject();
        if (claims.TryGetProperty("sub_id", out var identifier)) subject.Read(identifier);
        DateTimeOffset? happened = null;
        JsonElement first = default;
        foreach (var one in events.EnumerateObject())
        {
            var code = SetKinds.Code(one.Name);
            if (into.Code is null) (into.Code, first) = (code, one.Value);
            else into.Subtypes.Add(code);
            // Before Shared Signals 1.0 was final, the subject stood inside the event.
            if (one.Value.ValueKind != JsonValueKind.Object) continue;
            if (one.Value.TryGetProperty("subject", out identifier)) subject.Read(identifier);
            happened ??= Time(one.Value, "event_timestamp");
        }

        if (into.Code is null) return false;
        into.Format = RecordFormat.SharedSignal;
        into.Kind = SetKinds.Of(into.Code, Text(first, "credential_type"));
        into.Id = Text(claims, "jti");
        into.RequestId = Text(claims, "txn");
        into.SourceId = Text(claims, "iss");
        into.Declared = Time(claims, "iat");
        into.Occurred = happened ?? Time(claims, "toe") ?? into.Declared;
        if (Text(first, "initiating_entity") is { } by) into.Subtypes.Add("by " + by);
        into.Address = Address(first);
        if (SetKinds.IsOfSession(into.Code)) subject.OpaqueIsSession();
        Fill(subject, Text(claims, "sub"), into);
        Tell(first, subject, into);
        return true;
    }

    private static void Fill(SetSubject subject, string? sub, AuditEvent into)
    {
        into.SessionId = subject.Session;
        into.IdentityProvider = subject.Issuer ?? into.SourceId;
        var id = subject.Subject ?? subject.Opaque ?? sub;
        if (into.Kind == EventKind.System || (id is null && subject.Login is null)) return;
        var agent = into.AddAgent();
        agent.Requestor = true;
        agent.UserId = id;
        agent.AltId = agent.Name = subject.Login;
        agent.NetworkAddress = into.Address;
        agent.NetworkType = into.Address is null ? null : "2";
    }

    // What was changed, as it is written: which credential, from which level to which, why.
    private static void Tell(JsonElement one, SetSubject subject, AuditEvent into)
    {
        var about = into.AddEntity();
        about.Type = "2";
        about.Name = into.Code;
        about.Identifier = subject.Device;
        if (subject.Tenant is { } tenant) about.Details.Add(new("tenant", tenant));
        if (one.ValueKind != JsonValueKind.Object) return;
        foreach (var member in one.EnumerateObject())
        {
            // A verification's state is a word between us and the transmitter.
            if (member.Name is "event_timestamp" or "initiating_entity" or "subject" or "state") continue;
            if (member.Value.ValueKind == JsonValueKind.String) about.Details.Add(new(member.Name, member.Value.GetString()!));
            else if (member.Name is "reason_admin" && member.Value.ValueKind == JsonValueKind.Object) TellReason(member.Value, about);
        }
    }

    private static void TellReason(JsonElement languages, Entity about)
    {
        foreach (var language in languages.EnumerateObject())
        {
            if (language.Value.ValueKind == JsonValueKind.String) about.Details.Add(new("reason_admin " + language.Name, language.Value.GetString()!));
        }
    }

    // Transmitters that follow earlier drafts give the client's address in one of these.
    private static string? Address(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object) return null;
        if (one.TryGetProperty("ips", out var several) && several.ValueKind == JsonValueKind.Array && several.GetArrayLength() > 0 && several[0].ValueKind == JsonValueKind.String)
            return several[0].GetString();
        return Text(one, "current_ip_address") ?? Text(one, "last_known_ip");
    }

    private static DateTimeOffset? Time(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) ? LogTime.Epoch(seconds) : null;

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
