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
        var decoding = Read(record, into);
        if (decoding.Kind != DecodingKind.Event) into.Clear();
        return decoding;
    }

    private Decoding Read(ReadOnlySpan<byte> record, AuditEvent into)
    {
        var reader = new FhirJsonReader(record, _scratch);
        string? resourceType;
        try
        {
            if (!reader.Start()) return Decoding.NotMine;
            resourceType = _events.Read(ref reader, into);
        }
        catch (JsonException)
        {
            return Malformed(record, reader);
        }

        if (resourceType is null) return Decoding.NotMine;
        if (resourceType != "AuditEvent") return Decoding.Other(Shorten(resourceType));
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

    // The name comes from the record: a type's name is short, anything else is not to be repeated.
    private static string Shorten(string resourceType) => resourceType.Length <= 64 ? resourceType : "resource of unknown type";
}
