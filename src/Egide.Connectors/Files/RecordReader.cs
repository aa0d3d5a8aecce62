using System.Text;
using System.Text.Unicode;

namespace Egide.Connectors.Files;

/// <summary>
/// Turns one file into blocks of framed records, in order, with memory that depends on the largest record and not on
/// the file. Not thread-safe; its blocks may be decoded by others in parallel.
/// </summary>
public sealed class RecordReader : IDisposable
{
    private readonly Stream _stream;
    private readonly IntakeLimits _limits;
    private readonly Action<IntakeProblem> _report;
    private readonly Framer _framer;
    private byte[] _carry = [];
    private int _carried;
    private long _origin;
    private bool _skipping;
    private bool _ended;

    /// <summary>Opens <paramref name="file"/> and tells its framing from its first bytes.</summary>
    /// <param name="file">The file; its stream is read from here on.</param>
    /// <param name="report">Takes problems.</param>
    /// <param name="limits">Sizes; the default when null.</param>
    public RecordReader(TrailFile file, Action<IntakeProblem> report, IntakeLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        _limits = limits ?? new IntakeLimits();
        _report = report;
        var head = file.Head.Span;
        _stream = file.Open();
        if (FramingDetector.Utf16(head) is { } utf16)
        {
            _stream = Encoding.CreateTranscodingStream(_stream, utf16, Encoding.UTF8, leaveOpen: true);
            head = Encoding.UTF8.GetBytes(utf16.GetString(head));
            report(new IntakeProblem(file.Name, 0, ProblemCode.Transcoded, new(
                "Il est en UTF-16 ; il a été lu en UTF-8, et les positions comptent des octets UTF-8.", "It is UTF-16; it was read as UTF-8, and offsets count UTF-8 bytes.")));
        }

        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        var framing = FramingDetector.Detect(head, out var delimiter);
        _framer = framing switch
        {
            Framing.JsonLines => new LineFramer(json: true),
            Framing.Json => new JsonFramer(),
            Framing.Xml => new XmlFramer(),
            Framing.Syslog => new SyslogFramer(_limits.Record),
            Framing.Csv => new CsvFramer(delimiter),
            Framing.Binary => new BinaryFramer(_limits.KeptOfTooLarge),
            _ => new LineFramer(json: false),
        };
        if (framing == Framing.Csv && !Utf8.IsValid(WholeCharacters(head))) report(NotUtf8(file.Name));
        File = new RecordFile(file.Name, file.LastWrite, framing, framing == Framing.Csv ? FirstLine(head) : default);
    }

    /// <summary>The file and its framing.</summary>
    public RecordFile File { get; }

    /// <summary>
    /// Fills <paramref name="block"/> with the next records. False at the end of the file, the block then empty.
    /// Bad input throws nothing: it comes as records that no decoder takes, or as problems.
    /// </summary>
    public bool ReadBlock(RecordBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var capacity = Math.Max(_limits.Block, _carried);
        block.Reset(File, _origin, capacity);
        _carry.AsSpan(0, _carried).CopyTo(block.Bytes);
        var filled = _carried;
        while (!_ended || filled > 0)
        {
            filled = Fill(block.Bytes, filled, capacity);
            var start = _skipping ? PassOver(block.Bytes.AsSpan(0, filled)) : SkipMark(block.Bytes.AsSpan(0, filled));
            if (!_skipping) start = _framer.Frame(block, start, filled, _ended);
            if (start == 0 && filled == capacity && !_ended && block.Count == 0)
            {
                if (capacity < _limits.Record)
                {
                    capacity = (int)Math.Min(capacity * 2L, _limits.Record);
                    block.Grow(capacity, filled);
                    continue;
                }

                start = TakeTooLarge(block, filled);
            }

            Keep(block.Bytes.AsSpan(start, filled - start), start);
            if (block.Count > 0) return true;
            if (_ended && _carried == 0) return false;
            block.Reset(File, _origin, capacity);
            _carry.AsSpan(0, _carried).CopyTo(block.Bytes);
            filled = _carried;
        }

        return false;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    /// <summary>What to say of a table whose letters are not UTF-8.</summary>
    internal static IntakeProblem NotUtf8(string name) => new(name, 0, ProblemCode.Transcoded, new(
        "Il n’est pas entièrement en UTF-8 : le reste a été lu en Windows-1252.", "It is not all UTF-8: the rest was read as Windows-1252."));

    // A head may end inside a character.
    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> head)
    {
        var last = head.LastIndexOfAnyInRange((byte)0, (byte)0x7F);
        return head.Length - last > 4 ? head : head[..(last + 1)];
    }

    private static byte[] FirstLine(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart(" \t\r\n\0"u8);
        var end = text.IndexOf((byte)'\n');
        return (end < 0 ? text : text[..end]).TrimEnd("\r \0"u8).ToArray();
    }

    private int Fill(byte[] bytes, int filled, int capacity)
    {
        while (!_ended && filled < capacity)
        {
            var got = ReadStream(bytes.AsSpan(filled, capacity - filled));
            if (got == 0) _ended = true;
            filled += got;
        }

        return filled;
    }

    private int ReadStream(Span<byte> into)
    {
        try
        {
            return _stream.Read(into);
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            _report(new IntakeProblem(File.Name, _origin, Damage.Code(fault), Damage.Sentence(fault)));
            return 0;
        }
    }

    private int SkipMark(ReadOnlySpan<byte> data) => _origin == 0 && data.StartsWith("\uFEFF"u8) ? 3 : 0;

    private int PassOver(ReadOnlySpan<byte> data)
    {
        var (passed, done) = _framer.Skip(data);
        _skipping = !done;
        return passed;
    }

    private int TakeTooLarge(RecordBlock block, int filled)
    {
        _report(new IntakeProblem(File.Name, _origin, ProblemCode.RecordTooLarge,
            new(
            $"Un enregistrement de plus de {_limits.Record} octets commence ici ; ses {_limits.KeptOfTooLarge} premiers ont été gardés et il compte comme non compris.",
            $"A record starts here that is larger than {_limits.Record} bytes; its first {_limits.KeptOfTooLarge} were kept and it counts as not understood.")));
        block.Add(0, Math.Min(filled, _limits.KeptOfTooLarge), RecordNote.TooLarge);
        return PassOver(block.Bytes.AsSpan(0, filled));
    }

    private void Keep(ReadOnlySpan<byte> rest, int consumed)
    {
        if (_carry.Length < rest.Length) _carry = new byte[Math.Max(rest.Length, 1 << 16)];
        rest.CopyTo(_carry);
        _carried = rest.Length;
        _origin += consumed;
    }
}
