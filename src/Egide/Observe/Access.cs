using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Egide.Observe;

/// <summary>
/// An <see cref="AuditEvent"/> without its form: what the later stages need, in one flat record that goes to a
/// spool file and comes back without being parsed. Reused by its readers; not thread-safe.
/// </summary>
public sealed class Access
{
    private const int TextCount = (int)AccessText.Patients + 1;
    private static readonly int HeaderSize = Unsafe.SizeOf<AccessHeader>();
    private readonly int[] _start = new int[TextCount];
    private readonly int[] _length = new int[TextCount];
    private byte[] _bytes = new byte[512];
    private int _used;

    /// <summary>The fixed part.</summary>
    public AccessHeader Header;

    /// <summary>When it happened.</summary>
    public DateTimeOffset At => Instant.ToDateTimeOffset(Header.Time);

    /// <summary>One of its texts; empty when the record lacks it. Valid until the next change of this access.</summary>
    public ReadOnlySpan<byte> this[AccessText text] => _bytes.AsSpan(_start[(int)text], _length[(int)text]);

    /// <summary>Whether it carries a text.</summary>
    public bool Has(AccessText text) => _length[(int)text] > 0;

    /// <summary>One of its texts as a string, or null when it lacks it.</summary>
    public string? String(AccessText text) => Has(text) ? Encoding.UTF8.GetString(this[text]) : null;

    /// <summary>Whether a yes-or-no fact holds.</summary>
    public bool Is(AccessFlags flag) => (Header.Flags & flag) != 0;

    /// <summary>Makes it ready for the next record.</summary>
    public void Clear()
    {
        Header = default;
        Header.Position = Header.Twin = Header.ResponseBytes = -1;
        Header.ResultCount = -1;
        Array.Clear(_length);
        _used = 0;
    }

    /// <summary>Sets a text; null leaves it absent.</summary>
    public void Set(AccessText text, string? value)
    {
        if (value is null) return;
        var start = Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        Place(text, start, Encoding.UTF8.GetBytes(value, _bytes.AsSpan(start)));
    }

    /// <summary>Sets a text from UTF-8.</summary>
    public void Set(AccessText text, ReadOnlySpan<byte> value)
    {
        var start = Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(start));
        Place(text, start, value.Length);
    }

    /// <summary>Takes a text from a twin record, keeping where it came from.</summary>
    public void Fill(AccessText text, Access twin)
    {
        if (Has(text) || !twin.Has(text)) return;
        Set(text, twin[text]);
        Header.Filled |= (ushort)(1 << (int)text);
        Header.Twin = twin.Header.Position;
        Header.Flags |= AccessFlags.Joined;
    }

    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public int Size
    {
        get
        {
            var size = HeaderSize + TextCount * sizeof(int);
            foreach (var length in _length) size += length;
            return size;
        }
    }

    /// <summary>Writes it flat; returns what follows.</summary>
    public void Write(Span<byte> destination)
    {
        MemoryMarshal.Write(destination, in Header);
        var lengths = MemoryMarshal.Cast<byte, int>(destination.Slice(HeaderSize, TextCount * sizeof(int)));
        _length.CopyTo(lengths);
        var at = HeaderSize + TextCount * sizeof(int);
        for (var i = 0; i < TextCount; i++)
        {
            _bytes.AsSpan(_start[i], _length[i]).CopyTo(destination[at..]);
            at += _length[i];
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(ReadOnlySpan<byte> source)
    {
        Header = MemoryMarshal.Read<AccessHeader>(source);
        MemoryMarshal.Cast<byte, int>(source.Slice(HeaderSize, TextCount * sizeof(int))).CopyTo(_length);
        var texts = source[(HeaderSize + TextCount * sizeof(int))..];
        if (_bytes.Length < texts.Length) _bytes = new byte[texts.Length * 2];
        texts.CopyTo(_bytes);
        _used = texts.Length;
        for (int i = 0, at = 0; i < TextCount; at += _length[i++]) _start[i] = at;
    }

    private int Reserve(int size)
    {
        var start = _used;
        if (start + size > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + size));
        return start;
    }

    private void Place(AccessText text, int start, int length)
    {
        _start[(int)text] = start;
        _length[(int)text] = length;
        _used = start + length;
    }
}
