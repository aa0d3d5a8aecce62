using System.Buffers.Text;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.WebLogs;

/// <summary>
/// The common and combined log formats of Apache and nginx, with a virtual host before and fields of any order after:
/// forwarded addresses, request identifiers, times; <c>name=value</c> too.
/// </summary>
internal static class CombinedLog
{
    public static bool TryRead(ReadOnlySpan<byte> line, TextCache texts, AuditEvent into)
    {
        var bracket = line.IndexOf(" ["u8);
        if (bracket <= 0 || !LogTime.TryClf(line[(bracket + 2)..], out var time, out var zoneMissing, out var length)) return false;
        var close = bracket + 2 + length;
        if (close >= line.Length || line[close] != ']') return false;
        var words = new Words(line[(close + 1)..]);
        if (!words.Next(out var request, out var quote) || quote != '"' || !words.Next(out var status) || !SetStatus(into, status)) return false;
        if (!SetClient(line[..bracket], texts, into)) return false;
        (into.Occurred, into.ZoneMissing) = (time, zoneMissing);
        WebFields.SetRequest(into, request, texts);
        if (words.Next(out var bytes) && Utf8Parser.TryParse(bytes, out long sent, out var used) && used == bytes.Length) into.ResponseBytes = sent;
        var quoted = 0;
        while (words.Next(out var word, out quote))
        {
            // Combined: the first quoted word is the referrer, the second the user agent.
            if (quote == '"' && ++quoted == 2) into.UserAgent = word.SequenceEqual("-"u8) ? null : texts.Get(word);
            else if (quote != '"' || quoted > 2) Extra(word, texts, into);
        }

        WebFields.Complete(into);
        return true;
    }

    private static bool SetStatus(AuditEvent into, ReadOnlySpan<byte> word)
    {
        if (!Utf8Parser.TryParse(word, out int status, out var used) || used != word.Length || status is < 0 or > 999) return false;
        into.Status = status;
        return true;
    }

    /// <summary><c>[host] address identity user</c>; the user may hold spaces.</summary>
    private static bool SetClient(ReadOnlySpan<byte> before, TextCache texts, AuditEvent into)
    {
        var words = new Words(before);
        if (!words.Next(out var first) || !words.Next(out var second)) return false;
        if (WebFields.IsAddress(second) && !WebFields.IsAddress(first))
        {
            into.SourceId = texts.Get(first);
            into.Address = texts.Get(second);
            if (!words.Next(out _)) return false;
        }
        else
        {
            into.Address = texts.Get(first);
        }

        var user = words.Rest.Trim(" \""u8);
        if (user.IsEmpty) return false;
        WebFields.SetUser(into, texts.Get(user));
        return true;
    }

    private static void Extra(ReadOnlySpan<byte> word, TextCache texts, AuditEvent into)
    {
        var equals = word.IndexOf((byte)'=');
        var value = (equals > 0 ? word[(equals + 1)..] : word).Trim((byte)'"');
        if (WebFields.IsAddresses(value)) into.Address = WebFields.Forwarded(value, into.Address, texts) ?? into.Address;
        else if (WebFields.IsIdentifier(value)) into.RequestId ??= texts.Get(value);
        else if (equals > 0 && word[..equals].SequenceEqual("request_id"u8)) into.RequestId = texts.Get(value);
        else if (equals > 0 && (word[..equals].SequenceEqual("host"u8) || word[..equals].SequenceEqual("vhost"u8))) into.SourceId = texts.Get(value);
    }
}
