using System.Buffers.Text;
using System.Text;

namespace Egide.Simulator;

/// <summary>A growing UTF-8 buffer that records are composed in. No record is held as objects.</summary>
internal sealed class Lines
{
    private byte[] _buffer = new byte[1 << 16];

    public int Length { get; private set; }
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public Lines Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    public Lines Text(string text)
    {
        Length += Encoding.UTF8.GetBytes(text, Room(text.Length * 3));
        return this;
    }

    /// <summary>Text inside XML: ampersands and angle brackets become entities.</summary>
    public Lines Xml(string text)
    {
        foreach (var c in text)
            switch (c)
            {
                case '&': Raw("&amp;"u8); break;
                case '<': Raw("&lt;"u8); break;
                case '>': Raw("&gt;"u8); break;
                case < (char)128: Room(1)[0] = (byte)c; Length++; break;
                default: Text(c.ToString()); break;
            }
        return this;
    }

    public Lines Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var n);
        Length += n;
        return this;
    }

    public Lines Digits(int value, int width)
    {
        var room = Room(width);
        for (var i = width - 1; i >= 0; i--, value /= 10)
            room[i] = (byte)('0' + value % 10);
        Length += width;
        return this;
    }

    public Lines Hex(ulong value, int digits)
    {
        var room = Room(digits);
        for (var i = digits - 1; i >= 0; i--, value >>= 4)
            room[i] = "0123456789abcdef"u8[(int)(value & 15)];
        Length += digits;
        return this;
    }

    /// <summary>The same text as <see cref="TextIds.Uuid"/>.</summary>
    public Lines Uuid(ulong seed)
    {
        var low = Rng.Mix(seed);
        return Hex(seed >> 32, 8).Raw("-"u8).Hex(seed >> 16, 4).Raw("-4"u8).Hex(seed, 3).Raw("-"u8).Hex(0x8000 | ((low >> 48) & 0x3fff), 4).Raw("-"u8).Hex(low, 12);
    }

    /// <summary>The same text as <see cref="TextIds.Hex32"/>.</summary>
    public Lines Hex32(ulong seed) => Hex(seed, 16).Hex(Rng.Mix(seed), 16);

    public Lines Base64(ReadOnlySpan<byte> bytes)
    {
        Base64Encode(bytes);
        return this;
    }

    /// <summary>yyyy-MM-ddTHH:mm:ss.fff and the zone's mark.</summary>
    public Lines Utc(long ms, bool millis = true)
    {
        Wall(ms, millis);
        return Raw("Z"u8);
    }

    public Lines Paris(long ms, bool millis = false)
    {
        var offset = ParisClock.OffsetHours(ms);
        Wall(ms + offset * ParisClock.Hour, millis);
        return Raw("+0"u8).Digits(offset, 1).Raw(":00"u8);
    }

    public Lines Wall(long ms, bool millis, byte separator = (byte)'T')
    {
        var days = (int)(ms / ParisClock.Day);
        var date = DateOnly.FromDayNumber(days + 719_162);
        var rest = (int)(ms % ParisClock.Day);
        Digits(date.Year, 4).Raw("-"u8).Digits(date.Month, 2).Raw("-"u8).Digits(date.Day, 2);
        Room(1)[0] = separator;
        Length++;
        Digits(rest / 3_600_000, 2).Raw(":"u8).Digits(rest / 60_000 % 60, 2).Raw(":"u8).Digits(rest / 1000 % 60, 2);
        return millis ? Raw("."u8).Digits(rest % 1000, 3) : this;
    }

    private void Base64Encode(ReadOnlySpan<byte> bytes)
    {
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, Room(bytes.Length * 4 / 3 + 4), out _, out var n);
        Length += n;
    }

    private Span<byte> Room(int n)
    {
        if (Length + n > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + n));
        return _buffer.AsSpan(Length);
    }
}
