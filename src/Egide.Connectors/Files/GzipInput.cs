namespace Egide.Connectors.Files;

/// <summary>
/// The packed bytes under <see cref="GzipMembers"/>. Whoever inflates takes more than it needs and does not say how much: the end of a
/// member is found again by its trailer among the bytes given last.
/// </summary>
internal sealed class GzipInput(Stream packed) : ForwardStream
{
    private const int Most = 1 << 13;
    private const int Trailer = 8;
    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 8];

    private readonly byte[] _bytes = new byte[2 * (Most + Trailer)];
    private int _given;
    private int _at;
    private int _filled;
    private bool _dry;

    /// <summary>Goes over the header of a member.</summary>
    public void PassHeader()
    {
        const int extra = 4, name = 8, comment = 16, headerChecksum = 2, reserved = 0xE0;
        if (!AtMember()) throw new InvalidDataException();
        for (var i = 0; i < Magic.Length; i++) Next();
        var flags = Next();
        if ((flags & reserved) != 0) throw new InvalidDataException();
        for (var i = 0; i < 6; i++) Next();
        if ((flags & extra) != 0)
        {
            for (var length = Next() | (Next() << 8); length > 0; length--) Next();
        }

        if ((flags & name) != 0) PassText();
        if ((flags & comment) != 0) PassText();
        if ((flags & headerChecksum) != 0) _ = Next() | Next();
    }

    /// <summary>Goes over <paramref name="trailer"/>, the checksum and length of what was inflated; false when it stands nowhere near the end of it.</summary>
    public bool PassTrailer(ReadOnlySpan<byte> trailer)
    {
        Ensure(Trailer);
        // The last bits of a member may be looked at only when more is asked for: hence a little before what was given last.
        var from = Math.Max(0, _given - Trailer);
        var found = _bytes.AsSpan(from, Math.Min(_filled, _at + Trailer) - from).IndexOf(trailer);
        if (found < 0) return false;
        _given = _at = from + found + Trailer;
        return true;
    }

    /// <summary>Whether a member begins here, after zeros with which blocks are filled up.</summary>
    public bool AtMember()
    {
        while (Ensure(1) && _bytes[_at] == 0) _given = ++_at;
        return Ensure(Magic.Length) && _bytes.AsSpan(_at).StartsWith(Magic);
    }

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd() => !Ensure(1);

    /// <summary>For whoever inflates.</summary>
    public override int Read(Span<byte> buffer)
    {
        if (!Ensure(1)) return 0;
        _given = _at;
        var count = Math.Min(Math.Min(buffer.Length, Most), _filled - _at);
        _bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    private void PassText()
    {
        while (Next() != 0)
        {
        }
    }

    private int Next()
    {
        if (!Ensure(1)) throw new EndOfStreamException();
        _given = _at + 1;
        return _bytes[_at++];
    }

    /// <summary>Sees to it that <paramref name="count"/> bytes wait; false when there are fewer.</summary>
    private bool Ensure(int count)
    {
        while (!_dry && _filled - _at < count)
        {
            if (_filled + Most > _bytes.Length) Move();
            var got = packed.Read(_bytes.AsSpan(_filled, Most));
            _dry = got == 0;
            _filled += got;
        }

        return _filled - _at >= count;
    }

    // Keeps what was given last, and a little more, for the trailer to be found in.
    private void Move()
    {
        var keep = Math.Max(0, _given - Trailer);
        _bytes.AsSpan(keep, _filled - keep).CopyTo(_bytes);
        _given -= keep;
        _at -= keep;
        _filled -= keep;
    }
}
