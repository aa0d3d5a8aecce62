using System.Buffers.Text;
using System.Text;
using Egide.Connectors.Files;
using Egide.Connectors.Keycloak;
using Egide.Connectors.LemonLdap;
using Egide.Connectors.Mapped;
using Egide.Connectors.Samba;
using Egide.Connectors.SharedSignals;
using Egide.Connectors.WebLogs;
using Egide.Connectors.Windows;
using Egide.Observe;
using Egide.Observe.Data;

namespace Egide.Connectors.Fuzz;

/// <summary>As <see cref="FuzzTargets"/>, for the formats of logs; what is read is normalised too, as intake does.</summary>
public static class LogTargets
{
    private const string Csv = "format: csv\nmatch: {header: [DATE, IPP]}\ntimezone: Europe/Paris\ncolumns: {occurred: DATE, account: LOGIN, patient: IPP, action: ACTE, address: POSTE, count: NB, query: Q}\n";
    private const string Json = "format: ndjson\nmatch: {key: [t, patient]}\ncolumns: {occurred: t, account: u.id, patient: patient, action: a}\n";
    private static readonly KeycloakDecoder Keycloak = new();
    private static readonly LemonLdapDecoder LemonLdap = new();
    private static readonly LemonSessionDecoder LemonSessions = new();
    private static readonly WindowsDecoder Windows = new();
    private static readonly SambaDecoder Samba = new();
    private static readonly SetDecoder Set = new();
    private static readonly WebLogDecoder WebLog = new();
    private static readonly MappedDecoder MappedCsv = Mapped(Csv, Framing.Csv, "DATE;LOGIN;IPP;ACTE;POSTE;NB;Q");
    private static readonly MappedDecoder MappedJson = Mapped(Json, Framing.Lines, "");
    private static readonly Normaliser Normaliser = new(DataMap.Shipped());
    private static readonly AuditEvent Audit = new();
    private static readonly Access Access = new();

    public static void FuzzKeycloak(ReadOnlySpan<byte> record) => Decode(Keycloak, record);

    public static void FuzzLemonLdap(ReadOnlySpan<byte> record) => Decode(LemonLdap, record);

    public static void FuzzLemonSession(ReadOnlySpan<byte> record)
    {
        Decode(LemonSessions, record);
        List<LemonSession> list;
        try
        {
            list = LemonSession.List("p", record.ToArray());
        }
        catch (System.Text.Json.JsonException)
        {
            return;
        }

        // What a portal's list is made into can be read, whatever the portal said.
        foreach (var session in list)
            if (LemonSessions.Decode(session.Record("p", DateTimeOffset.UnixEpoch.AddYears(56)).Span, Audit).Kind == DecodingKind.NotMine) throw new InvalidOperationException("a record of ours is not known");
    }

    public static void FuzzWindows(ReadOnlySpan<byte> record) => Decode(Windows, record);

    public static void FuzzSamba(ReadOnlySpan<byte> record) => Decode(Samba, record);

    public static void FuzzSet(ReadOnlySpan<byte> record)
    {
        Decode(Set, record);
        // Few mutations keep base64url whole: the same bytes as a payload.
        Decode(Set, Encoding.ASCII.GetBytes($"eyJ0eXAiOiJzZWNldmVudCtqd3QifQ.{Base64Url.EncodeToString(record)}."));
    }

    public static void FuzzWebLog(ReadOnlySpan<byte> record) => Decode(WebLog, record);

    public static void FuzzMapped(ReadOnlySpan<byte> record)
    {
        Decode(MappedCsv, record);
        Decode(MappedJson, record);
    }

    private static MappedDecoder Mapped(string yaml, Framing framing, string header)
    {
        var decoder = new MappedDecoder([MappingFile.Read("m", yaml)]);
        decoder.Begin(new RecordFile("f", null, framing, Encoding.UTF8.GetBytes(header)));
        return decoder;
    }

    private static void Decode(IDecoder decoder, ReadOnlySpan<byte> record)
    {
        Audit.Clear();
        var decoding = decoder.Decode(record, Audit);
        if (decoding.Kind == DecodingKind.Event)
        {
            if (Audit.Format == RecordFormat.Unknown) throw new InvalidOperationException("an event without a format");
            Access.Clear();
            Normaliser.Normalise(Audit, "file", 0, Access);
            return;
        }

        if (decoding.Kind != DecodingKind.NotMine && (string.IsNullOrEmpty(decoding.Code) || string.IsNullOrEmpty(decoding.Reason)))
            throw new InvalidOperationException("a verdict without its reason");
    }
}
