using Egide.Connectors.Atna;
using Egide.Connectors.Fhir;
using Egide.Observe;
using Egide.Observe.Imputation;
using Egide.Observe.Queries;

namespace Egide.Connectors.Fuzz;

/// <summary>
/// What a fuzzer calls: each method takes any bytes and throws only when a promise of the decoders is broken. The instances are
/// kept, as in production, so that one input can meet what the one before left behind. One thread at a time.
/// </summary>
public static class FuzzTargets
{
    private static readonly FhirJsonDecoder FhirJson = new();
    private static readonly FhirXmlDecoder FhirXml = new();
    private static readonly DicomDecoder Dicom = new();
    private static readonly AuditEvent Audit = new();
    private static readonly List<(string? System, string Value)> Found = [];
    private static readonly List<(string? System, string Value)> Scratch = [];

    public static void FuzzFhirJson(ReadOnlySpan<byte> record) => Decode(FhirJson, record);

    public static void FuzzFhirXml(ReadOnlySpan<byte> record) => Decode(FhirXml, record);

    public static void FuzzDicom(ReadOnlySpan<byte> record) => Decode(Dicom, record);

    public static void FuzzSyslog(ReadOnlySpan<byte> frame)
    {
        var read = SyslogFrame.TryParse(frame, out var header, out var start);
        if (start < 0 || start > frame.Length || (!read && start != 0)) throw new InvalidOperationException("message start outside the frame");
        if (!read) return;
        Audit.Clear();
        SyslogFrame.Apply(header, Audit);
    }

    public static void FuzzQuery(ReadOnlySpan<byte> text)
    {
        var written = System.Text.Encoding.UTF8.GetString(text);
        var query = QueryDecoder.Decode(written);
        if (query.Text != written) throw new InvalidOperationException("a query lost its text");
        Subjects.SplitCx(written, Found);
        Found.Clear();
    }

    private static void Decode(IDecoder decoder, ReadOnlySpan<byte> record)
    {
        Audit.Clear();
        var decoding = decoder.Decode(record, Audit);
        if (decoding.Kind == DecodingKind.Event)
        {
            if (Audit.Format == RecordFormat.Unknown) throw new InvalidOperationException("an event without a format");
            Subjects.Patients(Audit, Found, Scratch);
            QueryDecoder.Decode(Audit);
            return;
        }

        if (Audit.Format != RecordFormat.Unknown || Audit.Id is not null || Audit.Agents.Count + Audit.Entities.Count > 0)
            throw new InvalidOperationException("a record that is no event left something behind");
        if (decoding.Kind != DecodingKind.NotMine && string.IsNullOrEmpty(decoding.Reason))
            throw new InvalidOperationException("a verdict without its reason");
    }
}
