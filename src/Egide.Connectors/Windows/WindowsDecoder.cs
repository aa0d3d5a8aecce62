using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.Windows;

/// <summary>
/// Windows security events as JSON: flat (NXLog, HELK), Elastic's winlogbeat (<c>winlog.event_data</c>), and the event's
/// own XML turned to JSON (<c>Event.System</c>, <c>Event.EventData</c>, data as members or as name and text pairs).
/// </summary>
public sealed class WindowsDecoder : IDecoder
{
    private readonly TextCache _texts = new();
    private readonly string?[] _names = JsonWalk.Room();
    private readonly WindowsRecord _record = new();

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        if (record.IsEmpty || record[0] != '{' || !MayBe(record)) return Decoding.NotMine;
        _record.Clear();
        try
        {
            Read(record);
        }
        catch (JsonException)
        {
            return record.IndexOf("\"Security\""u8) >= 0 ? Decoding.Broken(UnreadCode.Malformed, "Windows event that is not whole JSON") : Decoding.NotMine;
        }

        if (_record.EventId == 0 || _record.Channel is null) return Decoding.NotMine;
        if (!_record.Channel.Equals("Security", StringComparison.OrdinalIgnoreCase)) return Decoding.Other("Windows event of another channel than Security");
        if (!WindowsEvents.TryKind(_record.EventId, out var kind)) return Decoding.Other("Windows security event that tells of no account's session");
        _record.Fill(into, kind);
        return Decoding.Event;
    }

    private static bool MayBe(ReadOnlySpan<byte> record) =>
        record.IndexOf("ecurity"u8) >= 0 && (record.IndexOf("EventI"u8) >= 0 || record.IndexOf("event_id"u8) >= 0 || record.IndexOf("\"code\""u8) >= 0);

    private void Read(ReadOnlySpan<byte> record)
    {
        string? pair = null;
        var walk = new JsonWalk(record, _texts, _names);
        while (walk.Next())
        {
            switch (walk.Name)
            {
                case "EventID" or "EventId" or "event_id":
                case "#text" or "Value" or "value" when walk.Parent is "EventID":
                case "code" when walk.Parent is "event":
                    if (_record.EventId == 0 && walk.Number() is > 0 and < 100_000 and var id) _record.EventId = (int)id;
                    break;
                case "Channel" or "channel" or "LogName" or "log_name":
                    _record.Channel = walk.Text();
                    break;
                case "ProviderName" or "SourceName" or "provider_name" or "provider" or "Name" or "@Name" when pair is null && IsAuditing(walk.Text()):
                    _record.Channel ??= "Security";
                    break;
                case "Computer" or "Hostname" or "computer_name" or "MachineName":
                    _record.Computer = walk.Text();
                    break;
                case "EventRecordID" or "RecordNumber" or "record_id":
                    _record.RecordId = walk.Text();
                    break;
                case "SystemTime" or "@SystemTime" or "TimeCreated" or "UtcTime" or "TimeGenerated":
                    _record.TakeTime(walk.Time(out var zone), zone, 3);
                    break;
                case "@timestamp" or "timestamp":
                    _record.TakeTime(walk.Time(out zone), zone, 2);
                    break;
                case "EventTime":
                    _record.TakeTime(walk.Time(out zone), zone, 1);
                    break;
                case "@Name" or "Name" when walk.Parent is "Data":
                    pair = walk.Text();
                    break;
                case "#text" or "Text" or "content" when pair is not null:
                    _record.Set(pair, walk.Text());
                    pair = null;
                    break;
                default:
                    // Elastic also writes its own summary of the event (user.name, source.ip): the event's own data are enough.
                    if (walk.Depth == 1 || walk.Parent is "event_data" or "EventData" or "ExtraEventData" or "UserData" or "Data") _record.Set(walk.Name, walk.Text());
                    break;
            }
        }
    }

    private static bool IsAuditing(string provider) => provider == "Microsoft-Windows-Security-Auditing";
}
