using Egide.Connectors.Files;
using Egide.Observe;

namespace Egide.Connectors.Keycloak;

/// <summary>
/// Lines of Keycloak's jboss-logging listener: <c>type=LOGIN, realmId=…, response_type='a b'</c> of old releases,
/// <c>type="LOGIN", realmId="…"</c> of new ones, after the server's own prefix and whatever else stands before it.
/// </summary>
internal static class KeycloakLine
{
    /// <summary>Where the fields start, or -1 when the line has none.</summary>
    public static int FieldsStart(ReadOnlySpan<byte> line)
    {
        var realm = line.IndexOf(", realmId="u8);
        if (realm < 0) return -1;
        var start = line[..realm].LastIndexOf("type="u8);
        var operation = line[..realm].LastIndexOf("operationType="u8);
        return operation >= 0 ? operation : start;
    }

    public static void Read(ReadOnlySpan<byte> fields, TextCache texts, KeycloakRecord into)
    {
        while (!fields.IsEmpty)
        {
            var equals = fields.IndexOf((byte)'=');
            if (equals <= 0) return;
            var key = fields[..equals].Trim(" ,"u8);
            var rest = fields[(equals + 1)..];
            var used = Value(rest, out var value);
            into.Set(texts.Get(key), texts.Get(value));
            fields = rest[used..].TrimStart(" ,"u8);
        }
    }

    /// <summary>The last full date and time before the fields is the server's own.</summary>
    public static void ReadTime(ReadOnlySpan<byte> before, KeycloakRecord into)
    {
        for (var at = before.Length - 19; at >= 0; at--)
        {
            if (before[at] is not ((byte)'1' or (byte)'2') || (at > 0 && char.IsAsciiLetterOrDigit((char)before[at - 1]))) continue;
            if (!LogTime.TryIso(before[at..], out var time, out var zoneMissing, out _)) continue;
            into.Time = time;
            into.ZoneMissing = zoneMissing;
            return;
        }
    }

    /// <summary>Bytes that the value takes with its quotes.</summary>
    private static int Value(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        if (!rest.IsEmpty && rest[0] is (byte)'"' or (byte)'\'' && ClosingQuote(rest, rest[0]) is var end and > 0)
        {
            value = rest[1..end];
            return end + 1;
        }

        // An unquoted value may hold commas (scopes, JSON): it ends where the next key starts.
        var at = 0;
        while (rest[at..].IndexOf(", "u8) is var comma and >= 0)
        {
            at += comma;
            if (StartsKey(rest[(at + 2)..]))
            {
                value = rest[..at];
                return at;
            }

            at += 2;
        }

        value = rest;
        return rest.Length;
    }

    private static int ClosingQuote(ReadOnlySpan<byte> rest, byte quote)
    {
        var at = 1;
        while (at < rest.Length)
        {
            var next = rest[at..].IndexOf(quote);
            if (next < 0) return -1;
            at += next;
            if (rest[at - 1] != '\\' && (at + 1 == rest.Length || rest[at + 1] == ',' || rest[at + 1] == ' ')) return at;
            at++;
        }

        return -1;
    }

    private static bool StartsKey(ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'_' or (byte)'.' or (byte)'-')) length++;
        return length > 0 && length < rest.Length && rest[length] == '=';
    }
}
