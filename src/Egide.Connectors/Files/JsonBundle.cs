namespace Egide.Connectors.Files;

/// <summary>Recognises a FHIR Bundle from its first bytes and takes a whole one apart.</summary>
internal static class JsonBundle
{
    private const int Glance = 256;

    /// <summary>Adds the value in [start, end), or the resources of its entries when it is a Bundle.</summary>
    public static void AddWhole(RecordBlock block, int start, int end)
    {
        var value = block.Bytes.AsSpan(start, end - start);
        if (value[..Math.Min(value.Length, Glance)].IndexOf("Bundle"u8) < 0 || !Is(value) || !AddEntries(block, start, end)) block.Add(start, end);
    }

    /// <summary>Whether a JSON object that starts <paramref name="prefix"/> is a Bundle, as far as it can be seen.</summary>
    public static bool Is(ReadOnlySpan<byte> prefix)
    {
        var at = prefix.IndexOf((byte)'{') + 1;
        if (at == 0) return false;
        while (JsonKeys.TryNext(prefix, ref at, out var key, out var value))
        {
            if (key.SequenceEqual("resourceType"u8)) return prefix[value..].StartsWith("\"Bundle\""u8);
            if (key.SequenceEqual("entry"u8) && value < prefix.Length && prefix[value] == '[') return true;
            if (!JsonKeys.TrySkip(prefix, ref at)) return false;
        }

        return false;
    }

    /// <summary>
    /// Adds the resource of one <c>entry</c> element in [start, end). One without adds nothing, but for the erasures of a history,
    /// which are the whole entry.
    /// </summary>
    public static void AddEntry(RecordBlock block, int start, int end)
    {
        var entry = block.Bytes.AsSpan(start, end - start);
        var at = 1;
        while (JsonKeys.TryNext(entry, ref at, out var key, out var value))
        {
            if (!JsonKeys.TrySkip(entry, ref at)) return;
            if (!key.SequenceEqual("resource"u8)) continue;
            block.Add(start + value, start + at);
            return;
        }

        if (entry.IndexOf("\"DELETE\""u8) >= 0) block.Add(start, end);
    }

    private static bool AddEntries(RecordBlock block, int start, int end)
    {
        var bundle = block.Bytes.AsSpan(start, end - start);
        var at = bundle.IndexOf((byte)'{') + 1;
        while (JsonKeys.TryNext(bundle, ref at, out var key, out var value))
        {
            if (key.SequenceEqual("entry"u8) && bundle[value] == '[') return AddElements(block, start, bundle, value + 1);
            if (!JsonKeys.TrySkip(bundle, ref at)) return false;
        }

        // A Bundle without entries holds no record.
        return at < bundle.Length && bundle[at] == '}';
    }

    private static bool AddElements(RecordBlock block, int start, ReadOnlySpan<byte> bundle, int at)
    {
        var count = block.Count;
        while (true)
        {
            at = JsonKeys.AfterBlanks(bundle, at);
            if (at >= bundle.Length) break;
            if (bundle[at] == ']') return true;
            var element = at;
            if (bundle[at] != '{' || !JsonKeys.TrySkip(bundle, ref at)) break;
            AddEntry(block, start + element, start + at);
        }

        block.Truncate(count);
        return false;
    }
}
