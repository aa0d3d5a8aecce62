using System.Text;

namespace Egide.Observe;

/// <summary>
/// UTF-8 in which bytes that are none are read as Windows-1252, what Windows programs of Western Europe write: with U+FFFD in their place
/// names would fit nobody's.
/// </summary>
public static class LenientUtf8
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly Encoding Plain = Of(null);

    /// <summary>The text of <paramref name="bytes"/>.</summary>
    public static string GetString(ReadOnlySpan<byte> bytes) => Plain.GetString(bytes);

    /// <summary>The same for readers of streams.</summary>
    /// <param name="met">Called for each sequence that is not UTF-8; null when nobody asks.</param>
    public static Encoding Of(Action? met) => Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Fallback(met));

    private sealed class Fallback(Action? met) : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(met);
    }

    private sealed class Buffer(Action? met) : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _next;

        public override int Remaining => _text.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            met?.Invoke();
            (_text, _next) = (Windows.GetString(bytesUnknown), 0);
            return true;
        }

        public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0) return false;
            _next--;
            return true;
        }

        public override void Reset() => (_text, _next) = ("", 0);
    }
}
