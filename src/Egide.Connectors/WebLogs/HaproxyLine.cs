using System.Buffers.Text;
using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.WebLogs;

/// <summary>HAProxy's HTTP log format (configuration manual, 8.2.3), after whatever syslog prefix was taken off.</summary>
internal static class HaproxyLine
{
    // frontend, backend/server, timers, status, bytes, two cookies, termination, connections, queues
    private const int StatusAt = 3;
    private const int BytesAt = 4;
    private const int WordsBeforeCaptures = 10;

    public static bool TryRead(ReadOnlySpan<byte> line, TextCache texts, AuditEvent into)
    {
        var bracket = line.IndexOf(" ["u8);
        if (bracket is <= 0 or > 64 || !LogTime.TryClf(line[(bracket + 2)..], out var time, out var zoneMissing, out var length)) return false;
        var close = bracket + 2 + length;
        var port = line[..bracket].LastIndexOf((byte)':');
        if (close >= line.Length || line[close] != ']' || port <= 0) return false;
        var address = line[..port].Trim("[]"u8);
        if (!WebFields.IsAddress(address)) return false;
        var words = new Words(line[(close + 1)..]);
        for (var i = 0; i < WordsBeforeCaptures; i++)
        {
            if (!words.Next(out var word)) return false;
            if (i == 0) into.SourceSite = texts.Get(word.TrimEnd((byte)'~'));
            if (i == StatusAt && Utf8Parser.TryParse(word, out int status, out _)) into.Status = Math.Max(status, 0);
            if (i == BytesAt && Utf8Parser.TryParse(word.TrimStart((byte)'+'), out long bytes, out _)) into.ResponseBytes = bytes;
        }

        into.Address = texts.Get(address);
        (into.Occurred, into.ZoneMissing) = (time, zoneMissing);
        var found = false;
        while (words.Next(out var word, out var quote))
        {
            if (quote == '{') Captures(word, texts, into);
            else if (quote == '"') found = Request(word, texts, into);
            // A request cut at the log's longest line has no closing quote.
            else if (word.Length > 1 && word[0] == '"') found = Request(word[1..], texts, into);
        }

        if (!found) return false;
        WebFields.Complete(into);
        return true;
    }

    private static bool Request(ReadOnlySpan<byte> word, TextCache texts, AuditEvent into)
    {
        WebFields.SetRequest(into, word, texts);
        return true;
    }

    /// <summary>Captured headers have no names: an address is X-Forwarded-For, an identifier X-Request-Id, a product list User-Agent.</summary>
    private static void Captures(ReadOnlySpan<byte> captured, TextCache texts, AuditEvent into)
    {
        foreach (var range in captured.Split((byte)'|'))
        {
            var value = captured[range];
            if (value.IsEmpty) continue;
            if (WebFields.IsAddresses(value)) into.Address = WebFields.Forwarded(value, into.Address, texts) ?? into.Address;
            else if (WebFields.IsIdentifier(value)) into.RequestId ??= texts.Get(value);
            else if (value.Contains((byte)'/') && (value.StartsWith("Mozilla/"u8) || value.StartsWith("curl/"u8) || value.Contains((byte)'('))) into.UserAgent ??= texts.Get(value);
            else if (value.Contains((byte)'.')) into.SourceId ??= texts.Get(value);
        }
    }
}
