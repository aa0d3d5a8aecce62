using System.Net;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.LemonLdap;

/// <summary>
/// User log lines of LemonLDAP::NG 2.x portals and handlers, bare (<c>[notice] …</c>), in a syslog file or frame, or in
/// Apache's or nginx's error log. The lines name no session: account, address and time must do.
/// </summary>
public sealed class LemonLdapDecoder : IDecoder, IFileAware
{
    private readonly TextCache _texts = new();
    private DateTimeOffset _reference = DateTimeOffset.UnixEpoch.AddYears(60);

    /// <inheritdoc/>
    public void Begin(RecordFile file) => _reference = file.LastWrite ?? _reference;

    /// <inheritdoc/>
    public Decoding Decode(ReadOnlySpan<byte> record, AuditEvent into)
    {
        if (record.IsEmpty || record[0] is (byte)'{' or (byte)'[' && record.Length > 1 && record[1] == '{') return Decoding.NotMine;
        var prefix = LogPrefix.Read(record, _reference);
        var message = WithoutLevel(prefix.Message, out var level);
        foreach (var rule in LemonLdapRule.All)
        {
            if (!rule.TryMatch(message, out var user, out var rest)) continue;
            Fill(into, rule, user, rest, prefix);
            return Decoding.Event;
        }

        if (prefix.Tag.StartsWith("LLNG"u8) || prefix.Tag.StartsWith("lemonldap"u8) || prefix.Tag.StartsWith("llng"u8)
            || (level && message.EndsWith(" connected"u8))) return Decoding.Other("LemonLDAP::NG line that tells of no session");
        return Decoding.NotMine;
    }

    private static ReadOnlySpan<byte> WithoutLevel(ReadOnlySpan<byte> message, out bool found)
    {
        found = false;
        if (message.StartsWith("PERL message: "u8)) message = message[14..];
        if (message.IsEmpty || message[0] != '[') return message;
        var close = message[..Math.Min(message.Length, 10)].IndexOf("] "u8);
        found = close > 0;
        return found ? message[(close + 2)..] : message;
    }

    private void Fill(AuditEvent into, LemonLdapRule rule, ReadOnlySpan<byte> user, ReadOnlySpan<byte> rest, LogPrefix prefix)
    {
        into.Format = RecordFormat.LemonLdap;
        into.Code = rule.Code;
        into.Kind = rule.Kind;
        into.Occurred = prefix.Time;
        into.ZoneMissing = prefix.ZoneMissing;
        var host = !prefix.Server.IsEmpty ? prefix.Server : prefix.Host;
        into.SourceId = host.IsEmpty ? null : _texts.Get(host);
        into.IdentityProvider = into.SourceId is null ? "lemonldap" : "lemonldap:" + into.SourceId;
        into.Address = Address(rest) ?? (prefix.Client.IsEmpty ? null : _texts.Get(prefix.Client));
        if (rule.Kind == EventKind.SignInFailed) into.Outcome = rule.Code;
        var agent = into.AddAgent();
        agent.Requestor = true;
        agent.AltId = agent.Name = _texts.Get(user);
        agent.NetworkAddress = into.Address;
        agent.NetworkType = into.Address is null ? null : "2";
        FillRest(into, rule, rest);
    }

    private void FillRest(AuditEvent into, LemonLdapRule rule, ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)' ');
        var word = end < 0 ? rest : rest[..end];
        if (word.IsEmpty) return;
        switch (rule.Code)
        {
            case "SESSION_GRANTED" or "CONNECTED":
                into.Subtypes.Add(_texts.Get(word));
                break;
            case "AUTHENTICATED":
                into.Subtypes.Add("level " + _texts.Get(word));
                break;
            case "AUTHORIZED" or "REDIRECTED":
                var application = into.AddEntity();
                application.Type = "2";
                application.Name = _texts.Get(word);
                break;
            case "GRANTED" or "REJECTED":
                into.Url = _texts.Get(word);
                if (rule.Code == "REJECTED") into.Outcome = "rejected";
                break;
        }
    }

    /// <summary><c>… (address)</c> or <c>… from address</c>.</summary>
    private string? Address(ReadOnlySpan<byte> rest)
    {
        var open = rest.LastIndexOf((byte)'(');
        if (open >= 0 && rest[open..].IndexOf((byte)')') is var close and > 1)
        {
            var inside = rest.Slice(open + 1, close - 1);
            if (IPAddress.TryParse(inside, out _)) return _texts.Get(inside);
        }

        var from = rest.LastIndexOf("from "u8);
        if (from < 0) return null;
        var word = rest[(from + 5)..];
        var end = word.IndexOf((byte)' ');
        if (end >= 0) word = word[..end];
        return IPAddress.TryParse(word, out _) ? _texts.Get(word) : null;
    }
}
