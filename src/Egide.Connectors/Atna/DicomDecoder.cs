using Egide.Connectors.Wire;
using Egide.Observe;

namespace Egide.Connectors.Atna;

/// <summary>
/// Reads DICOM PS3.15 A.5 audit messages and their RFC 3881 ancestors (<c>code</c>/<c>displayName</c> for
/// <c>csd-code</c>/<c>originalText</c>), bare or behind a syslog header, which it then also gives. Document type
/// declarations are refused; attributes may be missing, namespaces are not looked at.
/// </summary>
public sealed class DicomDecoder : IDecoder
{
    private readonly DicomMessageReader _messages = new();
    private readonly Utf8Scratch _scratch = new();

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        var framed = SyslogFrame.TryParse(record, out var header, out var start);
        var xml = XmlEncoding.ToUtf8(record[start..]).Trim(" \t\r\n\0"u8);
        if (xml.IsEmpty || xml[0] != '<') return Decoding.NotMine;
        var scanner = new XmlScanner(xml, _scratch);
        if (!scanner.Read()) return Unstarted(xml, scanner.Fault);
        if (!scanner.Name.SequenceEqual("AuditMessage"u8)) return Decoding.NotMine;
        into.Format = RecordFormat.Dicom;
        _messages.Read(ref scanner, into);
        if (scanner.Fault is not null)
        {
            into.Clear();
            return Decoding.Broken(UnreadCode.Malformed, "DICOM audit message: " + scanner.Fault);
        }

        if (framed) SyslogFrame.Apply(header, into);
        return Decoding.Event;
    }

    // A DTD stands before the root, so that the root's name is all there is to go by.
    private static Decoding Unstarted(ReadOnlySpan<byte> xml, string? fault) =>
        xml.IndexOf("AuditMessage"u8) >= 0 ? Decoding.Broken(UnreadCode.Malformed, "DICOM audit message: " + fault) : Decoding.NotMine;
}
