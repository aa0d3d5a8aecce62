using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.WebLogs;

/// <summary>
/// Access logs: nginx and Apache (common, combined, JSON), HAProxy. <see cref="AuditEvent.Kind"/> stays unknown but for
/// static resources: what a URL shows is for the data map to say.
/// </summary>
public sealed class WebLogDecoder : IDecoder, IFileAware
{
    private readonly TextCache _texts = new();
    private readonly string?[] _names = JsonWalk.Room();
    private DateTimeOffset _reference = DateTimeOffset.UnixEpoch.AddYears(60);

    /// <inheritdoc/>
    public void Begin(RecordFile file) => _reference = file.LastWrite ?? _reference;

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        if (record.IsEmpty) return Decoding.NotMine;
        if (record[0] == '{') return Json(record, into);
        if (CombinedLog.TryRead(record, _texts, into)) return Decoding.Event;
        into.Clear();
        if (HaproxyLine.TryRead(record, _texts, into)) return Decoding.Event;
        var prefix = LogPrefix.Read(record, _reference);
        if (prefix.Message.Length == record.Length || prefix.Message.IsEmpty) return Decoding.NotMine;
        into.Clear();
        if (!(prefix.Message[0] == '{' ? Json(prefix.Message, into).Kind == DecodingKind.Event
            : HaproxyLine.TryRead(prefix.Message, _texts, into) || CombinedLog.TryRead(prefix.Message, _texts, into))) return Decoding.NotMine;
        into.Declared = prefix.Time;
        if (into.ZoneMissing && !prefix.ZoneMissing && prefix.Time is { } written && LogTime.Zoned(into.Occurred!.Value, written) is { } zoned) (into.Occurred, into.ZoneMissing) = (zoned, false);
        if (!prefix.Host.IsEmpty) into.SourceId ??= _texts.Get(prefix.Host);
        return Decoding.Event;
    }

    private Decoding Json(ReadOnlySpan<byte> record, AuditEvent into)
    {
        if (record.IndexOf("tatus"u8) < 0 && record.IndexOf("response"u8) < 0) return Decoding.NotMine;
        if (record.IndexOf("\"resourceType\""u8) >= 0) return Decoding.NotMine;
        try
        {
            var walk = new JsonWalk(record, _texts, _names);
            return WebJson.TryRead(ref walk, _texts, into) ? Decoding.Event : Decoding.NotMine;
        }
        catch (JsonException)
        {
            return Decoding.NotMine;
        }
    }
}
