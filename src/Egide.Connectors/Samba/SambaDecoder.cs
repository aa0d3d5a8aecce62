using System.Text.Json;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.Samba;

/// <summary>
/// Samba's <c>auth_json_audit</c>: one JSON object a line, bare in a file of its own (<c>log level = auth_json_audit:3@…</c>), after
/// <c>JSON Authentication:</c> in the common log, or after a syslog daemon's prefix. Samba 4.8 and later.
/// </summary>
public sealed class SambaDecoder : IDecoder
{
    private readonly TextCache _texts = new();
    private readonly string?[] _names = JsonWalk.Room();
    private readonly SambaRecord _record = new();

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        var start = record.IndexOf("{\"timestamp\": \""u8);
        if (start < 0)
        {
            // The common log writes where in Samba's source the next line comes from.
            return record.StartsWith("["u8) && record.EndsWith("(audit_log_json)"u8) ? Decoding.Other("heading of a Samba audit line") : Decoding.NotMine;
        }

        var json = record[start..];
        if (json.IndexOf("\"type\": \""u8) is not (> 0 and < 80)) return Decoding.NotMine;
        _record.Clear();
        try
        {
            Read(json);
        }
        catch (JsonException)
        {
            return json.IndexOf("\"Authentication\""u8) >= 0 || json.IndexOf("\"Authorization\""u8) >= 0
                ? Decoding.Broken(UnreadCode.Malformed, "Samba audit line that is not whole JSON")
                : Decoding.NotMine;
        }

        if (_record.Type is "dsdbChange" or "dsdbTransaction" or "passwordChange" or "replicatedUpdate" or "groupChange" or "KDC Authorization")
            return Decoding.Other("Samba audit line that tells of no sign-in");
        if (!_record.IsEvent) return Decoding.NotMine;
        _record.Fill(into);
        return Decoding.Event;
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var walk = new JsonWalk(json, _texts, _names);
        while (walk.Next())
        {
            if (walk.Depth == 1) Top(ref walk);
            else if (walk.Depth == 2 && walk.Parent is "Authentication" or "Authorization") _record.Set(walk.Name, walk.Text());
        }
    }

    private void Top(ref JsonWalk walk)
    {
        if (walk.Name == "type") _record.Type = walk.Text();
        if (walk.Name != "timestamp") return;
        _record.Time = walk.Time(out var zoneMissing);
        _record.ZoneMissing = zoneMissing;
    }
}
