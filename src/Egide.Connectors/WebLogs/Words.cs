namespace Egide.Connectors.WebLogs;

/// <summary>Takes a log line apart: words between spaces, quoted with <c>"</c> (and <c>\</c> escapes), <c>[…]</c> or <c>{…}</c>.</summary>
internal ref struct Words(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>What was not taken yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Takes the next word without its quotes; false at the end.</summary>
    public bool Next(out ReadOnlySpan<byte> word) => Next(out word, out _);

    /// <summary>Takes the next word, and says what it was quoted with: <c>"</c>, <c>[</c>, <c>{</c>, or 0.</summary>
    public bool Next(out ReadOnlySpan<byte> word, out byte quote)
    {
        word = default;
        quote = 0;
        _rest = _rest.TrimStart((byte)' ');
        if (_rest.IsEmpty) return false;
        var closing = _rest[0] switch { (byte)'"' => (byte)'"', (byte)'[' => (byte)']', (byte)'{' => (byte)'}', _ => (byte)0 };
        if (closing != 0 && Closing(_rest, closing) is var end and > 0)
        {
            quote = _rest[0];
            word = _rest[1..end];
            _rest = _rest[(end + 1)..];
            return true;
        }

        var space = _rest.IndexOf((byte)' ');
        word = space < 0 ? _rest : _rest[..space];
        _rest = space < 0 ? default : _rest[(space + 1)..];
        return true;
    }

    private static int Closing(ReadOnlySpan<byte> text, byte closing)
    {
        var at = 1;
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAny(closing, (byte)'\\');
            if (next < 0) return -1;
            at += next;
            if (text[at] == closing) return at;
            at += 2;
        }

        return -1;
    }
}
