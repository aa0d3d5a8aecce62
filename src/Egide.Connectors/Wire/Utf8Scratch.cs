namespace Egide.Connectors.Wire;

/// <summary>A buffer that one decoder reuses to unescape a value into; it grows to the longest value seen.</summary>
internal sealed class Utf8Scratch
{
    private byte[] _bytes = new byte[1024];

    /// <summary>At least <paramref name="length"/> bytes; what was taken before is overwritten.</summary>
    public Span<byte> Take(int length)
    {
        if (_bytes.Length < length) _bytes = new byte[Math.Max(length, _bytes.Length * 2)];
        return _bytes;
    }
}
