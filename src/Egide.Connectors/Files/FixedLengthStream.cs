namespace Egide.Connectors.Files;

/// <summary>A file's first bytes, up to the length it had when opened: what is appended meanwhile is not read.</summary>
internal sealed class FixedLengthStream(FileStream file, long length) : ForwardStream
{
    private long _position;

    public override long Length => length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var got = file.Read(buffer[..(int)Math.Min(buffer.Length, length - _position)]);
        _position += got;
        return got;
    }
}
