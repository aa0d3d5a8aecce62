using System.Text;
using Egide.Connectors.Wire;
using Egide.Observe;

namespace Egide.Connectors.Fhir;

/// <summary>
/// Reads FHIR AuditEvents written as XML, one resource a record, releases DSTU2 to R5. Document type declarations are
/// refused. Other FHIR resources are known by their namespace.
/// </summary>
public sealed class FhirXmlDecoder : IDecoder
{
    private readonly FhirEventReader _events = new();
    private readonly Utf8Scratch _scratch = new();

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        var xml = XmlEncoding.ToUtf8(record).Trim(" \t\r\n\0"u8);
        if (xml.IsEmpty || xml[0] != '<') return Decoding.NotMine;
        var reader = new FhirXmlReader(xml, _scratch);
        if (!reader.Start()) return Unstarted(xml, reader.Fault);
        if (!reader.Name.SequenceEqual("AuditEvent"u8)) return Stranger(ref reader);
        _events.Read(ref reader, into);
        reader.Finish();
        if (reader.Fault is null) return Decoding.Event;
        into.Clear();
        return Decoding.Broken(UnreadCode.Malformed, "FHIR XML: " + reader.Fault);
    }

    // A DTD stands before the root, so that the root's name is all there is to go by.
    private static Decoding Unstarted(ReadOnlySpan<byte> xml, string? fault) =>
        xml.IndexOf("AuditEvent"u8) >= 0 ? Decoding.Broken(UnreadCode.Malformed, "FHIR XML: " + fault) : Decoding.NotMine;

    private static Decoding Stranger(ref FhirXmlReader reader)
    {
        var name = reader.Name;
        if (!reader.DeclaresFhir()) return Decoding.NotMine;
        return Decoding.Other(name.Length is > 0 and <= 64 ? Encoding.UTF8.GetString(name) : "resource of unknown type");
    }
}
