using System.IO.Hashing;
using System.Text;

namespace Egide.Observe;

/// <summary>
/// Turns UTF-8 into strings without allocating the same string twice in a row of like records: a fixed,
/// direct-mapped table, so that its memory does not grow with the number of records. Not thread-safe.
/// </summary>
public sealed class TextCache
{
    private const int LongestCached = 256;
    private readonly (byte[] Utf8, string Text)[] _slots;
    private readonly Encoding _encoding;

    /// <summary>Makes a table of 2^<paramref name="bits"/> slots.</summary>
    /// <param name="bits">How many.</param>
    /// <param name="encoding">How bytes become text: UTF-8 when null, invalid sequences then becoming U+FFFD.</param>
    public TextCache(int bits = 14, Encoding? encoding = null)
    {
        _slots = new (byte[], string)[1 << bits];
        _encoding = encoding ?? Encoding.UTF8;
    }

    /// <summary>The text of <paramref name="utf8"/>.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        if (utf8.Length > LongestCached) return _encoding.GetString(utf8);
        ref var slot = ref _slots[(int)(XxHash3.HashToUInt64(utf8) & (ulong)(_slots.Length - 1))];
        if (slot.Utf8 is { } known && utf8.SequenceEqual(known)) return slot.Text;
        slot = (utf8.ToArray(), _encoding.GetString(utf8));
        return slot.Text;
    }
}
