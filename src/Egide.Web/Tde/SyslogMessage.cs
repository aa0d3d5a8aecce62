using System.Text;
using System.Text.Json.Serialization;
using Egide.Connectors.Atna;

namespace Egide.Web.Tde;

/// <summary>A syslog message as ITI-82 shows it; names are the transaction's.</summary>
internal sealed record SyslogMessage(
    string Pri, string Version, string? Timestamp, string Hostname,
    [property: JsonPropertyName("App-name")] string AppName, string Procid, [property: JsonPropertyName("Msg-id")] string MsgId,
    [property: JsonPropertyName("Structured-data")] string StructuredData, string Msg)
{
    /// <summary>Reads a record; null when it did not come by syslog.</summary>
    public static SyslogMessage? Of(byte[] record)
    {
        if (!SyslogFrame.TryParse(record, out var header, out var start)) return null;
        var modern = record.AsSpan(0, start).IndexOf(">1 "u8) is >= 0 and < 16;
        return new SyslogMessage(header.Priority.ToString(System.Globalization.CultureInfo.InvariantCulture), modern ? "1" : "", header.Timestamp, header.Hostname, header.AppName, header.ProcId, header.MsgId,
            modern ? Structured(record.AsSpan(0, start)) : "-", Encoding.UTF8.GetString(record.AsSpan(start)));
    }

    // What stands in the header behind PRI and version, TIMESTAMP, HOSTNAME, APP-NAME, PROCID and MSGID.
    private static string Structured(ReadOnlySpan<byte> header)
    {
        var rest = header[(header.IndexOf(">1 "u8) + 3)..];
        for (var field = 0; field < 5; field++) rest = rest[(rest.IndexOf((byte)' ') + 1)..];
        var text = Encoding.UTF8.GetString(rest).Trim(' ', '\r', '\n', '\uFEFF');
        return text.Length == 0 ? "-" : text;
    }
}
