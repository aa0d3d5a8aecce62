using System.Globalization;
using System.Text.Json;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>
/// Writes an <see cref="AuditEvent"/> as a FHIR R4 AuditEvent. Codes and identifiers go out as they were read, with a system where
/// the code itself tells which it is; what R4 demands and the record does not say is said to be unknown.
/// </summary>
public static class AuditEventWriter
{
    /// <summary>Writes one resource.</summary>
    /// <param name="audit">What was read.</param>
    /// <param name="id">Its logical id: the journal position.</param>
    /// <param name="received">When the record came in: stands for <c>recorded</c> when the record gives no time at all.</param>
    /// <param name="origin">Who brought it: the observer when the record names none.</param>
    /// <param name="json">Receives it.</param>
    public static void Write(AuditEvent audit, long id, DateTimeOffset received, string origin, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("resourceType", "AuditEvent");
        json.WriteString("id", id.ToString(CultureInfo.InvariantCulture));
        json.WritePropertyName("type");
        Coded.Type(json, audit);
        Array(json, "subtype", audit.Subtypes, Coded.Coding);
        if (audit.Action is 'C' or 'R' or 'U' or 'D' or 'E') json.WriteString("action", audit.Action.ToString());
        Period(json, audit);
        json.WriteString("recorded", Time(audit.Declared ?? audit.Occurred ?? received));
        if (OutcomeOf(audit) is { } outcome) json.WriteString("outcome", outcome);
        if (audit.Outcome is { } word && !IsOutcome(word)) json.WriteText("outcomeDesc", word);
        Array(json, "purposeOfEvent", audit.Purposes, Coded.Concept);
        AgentWriter.Write(json, audit);
        Source(json, audit, origin);
        EntityWriter.Write(json, audit);
        json.WriteEndObject();
    }

    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    internal static void Array(Utf8JsonWriter json, string name, List<string> codes, Action<Utf8JsonWriter, string> write)
    {
        if (!codes.Exists(Coded.IsCode)) return;
        json.WriteStartArray(name);
        foreach (var code in codes)
            if (Coded.IsCode(code)) write(json, code);
        json.WriteEndArray();
    }

    private static void Period(Utf8JsonWriter json, AuditEvent audit)
    {
        if (audit.Occurred is not { } start) return;
        json.WriteStartObject("period");
        json.WriteString("start", Time(start));
        if (audit.OccurredEnd is { } end && end >= start) json.WriteString("end", Time(end));
        json.WriteEndObject();
    }

    // An HTTP status and a refused sign-in say the outcome in other words: client's fault 4, server's 8 (IHE BALP).
    private static string? OutcomeOf(AuditEvent audit) =>
        IsOutcome(audit.Outcome) ? audit.Outcome
        : audit.Status >= 500 ? "8"
        : audit.Status >= 400 || audit.Kind is EventKind.SignInFailed or EventKind.Lockout ? "4"
        : audit.Status >= 100 ? "0" : null;

    private static bool IsOutcome(string? word) => word is "0" or "4" or "8" or "12";

    private static void Source(Utf8JsonWriter json, AuditEvent audit, string origin)
    {
        json.WriteStartObject("source");
        if (!string.IsNullOrWhiteSpace(audit.SourceSite)) json.WriteText("site", audit.SourceSite);
        json.WriteStartObject("observer");
        if (Coded.IsReference(audit.SourceId)) json.WriteText("reference", audit.SourceId!);
        else if (!string.IsNullOrWhiteSpace(audit.SourceId)) Coded.Identifier(json, null, audit.SourceId);
        else json.WriteText("display", audit.Syslog is { Hostname: not "-" } syslog ? syslog.Hostname : origin);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
