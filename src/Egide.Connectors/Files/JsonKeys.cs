namespace Egide.Connectors.Files;

/// <summary>Steps over the keys of a JSON object in bytes that may end anywhere.</summary>
internal static class JsonKeys
{
    /// <summary>
    /// Reads the next key. True: <paramref name="at"/> and <paramref name="value"/> are at its value. False:
    /// <paramref name="at"/> is at the closing brace, at what is no key, or where the bytes end too early.
    /// </summary>
    public static bool TryNext(ReadOnlySpan<byte> data, ref int at, out ReadOnlySpan<byte> key, out int value)
    {
        key = default;
        value = 0;
        var next = AfterBlanks(data, at);
        if (next >= data.Length || data[next] != '"')
        {
            at = next;
            return false;
        }

        var end = next;
        if (new JsonScanner().Scan(data, ref end) != ScanStatus.Done) return false;
        key = data[(next + 1)..(end - 1)];
        value = AfterBlanks(data, end);
        if (value >= data.Length || data[value] != ':') return false;
        value = AfterBlanks(data, value + 1);
        if (value >= data.Length) return false;
        at = value;
        return true;
    }

    /// <summary>Goes over the value at <paramref name="at"/>; false, and stays, when it does not end.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> data, ref int at)
    {
        var end = at;
        if (data[at] is (byte)'"' or (byte)'{' or (byte)'[')
        {
            if (new JsonScanner().Scan(data, ref end) != ScanStatus.Done) return false;
        }
        else
        {
            var length = data[at..].IndexOfAny(",}]\n"u8);
            if (length < 0) return false;
            end = at + length;
        }

        at = end;
        return true;
    }

    /// <summary>First position from <paramref name="at"/> that is no blank, comma or record separator (RFC 7464).</summary>
    public static int AfterBlanks(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length && (RecordBlock.IsBlank(data[at]) || data[at] is (byte)',' or 0x1E)) at++;
        return at;
    }
}
