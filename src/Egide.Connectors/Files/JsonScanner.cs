using System.Buffers;

namespace Egide.Connectors.Files;

/// <summary>Finds the end of one JSON value, over as many chunks as it takes, without reading what is in it.</summary>
internal struct JsonScanner
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> InText = SearchValues.Create("\"\\\n"u8);

    private int _depth;
    private bool _inText;
    private bool _escaped;

    /// <summary>
    /// Goes on from <paramref name="at"/>. Done: <paramref name="at"/> is after the value. Broken (a line break inside
    /// a string): <paramref name="at"/> is where it broke.
    /// </summary>
    public ScanStatus Scan(ReadOnlySpan<byte> data, ref int at)
    {
        while (at < data.Length)
        {
            if (_escaped)
            {
                _escaped = false;
                at++;
                continue;
            }

            var next = data[at..].IndexOfAny(_inText ? InText : Structure);
            if (next < 0)
            {
                at = data.Length;
                return ScanStatus.More;
            }

            at += next;
            switch (data[at])
            {
                case (byte)'"':
                    _inText = !_inText;
                    break;
                case (byte)'\\':
                    _escaped = true;
                    break;
                case (byte)'\n':
                    return ScanStatus.Broken;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                default:
                    _depth--;
                    break;
            }

            at++;
            if (_depth <= 0 && !_inText) return ScanStatus.Done;
        }

        return ScanStatus.More;
    }
}
