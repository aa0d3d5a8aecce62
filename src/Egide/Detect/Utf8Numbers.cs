using System.IO.Hashing;
using System.Text;

namespace Egide.Detect;

/// <summary>Numbers texts from 0 in order of first sight, without making a string of one already known.</summary>
internal sealed class Utf8Numbers
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<string> _texts = [];

    public int Count => _texts.Count;

    public string this[int number] => _texts[number];

    /// <summary>The number of a text; -1 for an empty one.</summary>
    public int Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return -1;
        var hash = XxHash3.HashToUInt64(text);
        if (_numbers.TryGetValue(hash, out var number)) return number;
        number = _texts.Count;
        _numbers[hash] = number;
        _texts.Add(Encoding.UTF8.GetString(text));
        return number;
    }

    /// <summary>The number of a text; -1 for null or empty.</summary>
    public int Of(string? text) => string.IsNullOrEmpty(text) ? -1 : Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The text, or null for -1.</summary>
    public string? Text(int number) => number < 0 ? null : _texts[number];
}
