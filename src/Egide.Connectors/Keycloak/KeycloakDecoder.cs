using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.Keycloak;

/// <summary>
/// Keycloak's user and admin events: the admin REST API's JSON, the jboss-logging listener's lines, and those lines
/// inside the server's JSON console log.
/// </summary>
public sealed class KeycloakDecoder : IDecoder, IFileAware
{
    private readonly TextCache _texts = new();
    private readonly string?[] _names = JsonWalk.Room();
    private readonly KeycloakRecord _record = new();
    private DateTimeOffset _reference = DateTimeOffset.UnixEpoch.AddYears(60);

    /// <inheritdoc/>
    public void Begin(RecordFile file) => _reference = file.LastWrite ?? _reference;

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        _record.Clear();
        if (record.IsEmpty || record.IndexOf("realmId"u8) < 0) return Decoding.NotMine;
        string? host = null;
        if (record[0] == '{')
        {
            try
            {
                if (!ReadJson(record, ref host)) return Decoding.NotMine;
            }
            catch (JsonException)
            {
                return record.IndexOf("\"type\""u8) >= 0 || record.IndexOf("\"operationType\""u8) >= 0
                    ? Decoding.Broken(UnreadCode.Malformed, "Keycloak event that is not whole JSON")
                    : Decoding.NotMine;
            }
        }
        else
        {
            var start = KeycloakLine.FieldsStart(record);
            if (start < 0) return Decoding.NotMine;
            var prefix = LogPrefix.Read(record, _reference);
            (_record.Time, _record.ZoneMissing) = (prefix.Time, prefix.ZoneMissing);
            if (!prefix.Tag.IsEmpty) host = _texts.Get(prefix.Host);
            KeycloakLine.ReadTime(record[..start], _record);
            KeycloakLine.Read(record[start..], _texts, _record);
        }

        if (!_record.IsEvent) return Decoding.NotMine;
        _record.Fill(into, host);
        return Decoding.Event;
    }

    private bool ReadJson(ReadOnlySpan<byte> record, ref string? host)
    {
        var walk = new JsonWalk(record, _texts, _names);
        while (walk.Next())
        {
            // The admin event's own realm is the one administered; its author's realm is in authDetails.
            if (walk.Depth == 1) Take(ref walk, ref host);
            else if (walk.Depth == 2 && walk.Parent is "authDetails" && walk.Name is not "realmId") _record.Set(walk.Name, walk.Text());
            else if (walk.Depth == 2 && walk.Parent is "details") _record.Set(walk.Name, walk.Text());
        }

        return _record.IsEvent;
    }

    private void Take(ref JsonWalk walk, ref string? host)
    {
        switch (walk.Name)
        {
            case "representation":
                // What was administered may be a whole user: not needed, and personal.
                break;
            case "timestamp" or "@timestamp":
                if (_record.Time is not null) break;
                _record.Time = walk.Time(out var zoneMissing);
                _record.ZoneMissing = zoneMissing;
                break;
            case "hostName":
                host = walk.Text();
                break;
            case "message":
                var message = System.Text.Encoding.UTF8.GetBytes(walk.Text());
                var start = KeycloakLine.FieldsStart(message);
                if (start >= 0) KeycloakLine.Read(message.AsSpan(start), _texts, _record);
                break;
            default:
                _record.Set(walk.Name, walk.Text());
                break;
        }
    }
}
