using System.Globalization;
using System.Text.Json;
using Egide.Connectors.Wire;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>
/// Reads FHIR AuditEvents written as JSON, one resource a record, releases DSTU2 to R5. Properties may come in any
/// order, unknown ones are passed over, one of the wrong type counts as absent. A Bundle is a record that is no audit event:
/// whoever splits files gives its entries one by one.
/// </summary>
public sealed class FhirJsonDecoder : IDecoder
{
    private readonly FhirEventReader _events = new();
    private readonly Utf8Scratch _scratch = new();

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        if (record.StartsWith("\uFEFF"u8)) record = record[3..];
        record = record.TrimStart(" \t\r\n\u001E"u8);
        if (record.IsEmpty || record[0] is not ((byte)'{' or (byte)'/')) return Decoding.NotMine;
        if (record.IndexOf("resourceType"u8) < 0) return Decoding.NotMine;
        // JSON has no comments, and looking for them costs: a record that cannot be read without is read again with them.
        if (!TryRead(record, into, comments: false, out var decoding)) TryRead(record, into, comments: true, out decoding);
        if (decoding.Kind != DecodingKind.Event) into.Clear();
        return decoding;
    }

    // False when it is malformed; the decoding says so, and the event is cleared.
    private bool TryRead(ReadOnlySpan<byte> record, AuditEvent into, bool comments, out Decoding decoding)
    {
        var reader = new FhirJsonReader(record, _scratch, comments);
        try
        {
            decoding = reader.Start() ? Verdict(record, _events.Read(ref reader, into), reader) : Decoding.NotMine;
            return true;
        }
        catch (JsonException)
        {
            into.Clear();
            decoding = Malformed(record, reader);
            return false;
        }
    }

    private static Decoding Verdict(ReadOnlySpan<byte> record, string? resourceType, in FhirJsonReader reader)
    {
        if (resourceType is null || !IsTypeName(resourceType)) return Decoding.NotMine;
        // An extension of Keycloak's may name what its admin events are about as FHIR would; no resource has a realm.
        if (resourceType != "AuditEvent") return record.IndexOf("\"realmId\""u8) < 0 ? Decoding.Other(Shorten(resourceType)) : Decoding.NotMine;
        var rest = record[(int)reader.Consumed..].Trim(" \t\r\n,\0\u001E"u8);
        return rest.IsEmpty || rest.StartsWith("/"u8) ? Decoding.Event : Decoding.Broken(UnreadCode.Malformed, "FHIR JSON: bytes follow the end of the AuditEvent");
    }

    // Broken JSON is ours only when it speaks of an audit event; other broken JSON may be another decoder's.
    private static Decoding Malformed(ReadOnlySpan<byte> record, in FhirJsonReader reader)
    {
        if (record.IndexOf("AuditEvent"u8) < 0) return Decoding.NotMine;
        if (reader.Depth >= FhirJsonReader.MaxDepth - 1)
            return Decoding.Broken(UnreadCode.TooDeep, string.Create(CultureInfo.InvariantCulture, $"FHIR JSON: nested deeper than {FhirJsonReader.MaxDepth} levels"));
        return reader.Consumed >= record.TrimEnd(" \t\r\n"u8).Length - 1
            ? Decoding.Broken(UnreadCode.Incomplete, "FHIR JSON: ends before the AuditEvent is complete")
            : Decoding.Broken(UnreadCode.Malformed, string.Create(CultureInfo.InvariantCulture, $"FHIR JSON: malformed after byte {reader.Consumed}"));
    }

    // Others have a "resourceType" as well, Keycloak's USER or CLIENT_SCOPE among them: FHIR's begin like Patient.
    private static bool IsTypeName(string name) => name.Length > 2 && char.IsAsciiLetterUpper(name[0]) && char.IsAsciiLetterLower(name[1]) && name.All(char.IsAsciiLetter);

    // The name comes from the record: a type's name is short, anything else is not to be repeated.
    private static string Shorten(string resourceType) => resourceType.Length <= 64 ? resourceType : "resource of unknown type";
}
