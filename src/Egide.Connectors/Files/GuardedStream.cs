namespace Egide.Connectors.Files;

/// <summary>
/// A forward-only stream that ends, and says why, where the one below fails: damage and limits are data for its
/// reader, not exceptions. Can give back a head that was looked at.
/// </summary>
internal sealed class GuardedStream : ForwardStream
{
    private readonly Stream _inner;
    private readonly string _name;
    private readonly Action<IntakeProblem> _report;
    private readonly ExpansionBudget? _budget;
    private readonly Action<long>? _atEnd;
    private byte[] _head = [];
    private int _headPosition;
    private long _read;
    private bool _ended;

    /// <param name="inner">What is read; disposed with this stream.</param>
    /// <param name="name">For problems.</param>
    /// <param name="report">Takes problems.</param>
    /// <param name="budget">Counts what comes out, for decompressed streams.</param>
    /// <param name="atEnd">Told the number of bytes read when the end is met.</param>
    public GuardedStream(
        Stream inner, string name, Action<IntakeProblem> report, ExpansionBudget? budget = null, Action<long>? atEnd = null)
    {
        _inner = inner;
        _name = name;
        _report = report;
        _budget = budget;
        _atEnd = atEnd;
    }

    /// <summary>Bytes given so far.</summary>
    public override long Position { get => _read - _head.Length + _headPosition; set => throw new NotSupportedException(); }

    /// <summary>Whether it ended before its time, which was said.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads the first bytes, which will be read again from the start.</summary>
    public ReadOnlyMemory<byte> Peek(int count)
    {
        var head = new byte[count];
        var length = 0;
        while (length < count && ReadInner(head.AsSpan(length)) is var got and > 0) length += got;
        _head = length == count ? head : head[..length];
        _headPosition = 0;
        return _head;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_headPosition >= _head.Length) return ReadInner(buffer);
        var count = Math.Min(buffer.Length, _head.Length - _headPosition);
        _head.AsSpan(_headPosition, count).CopyTo(buffer);
        _headPosition += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private int ReadInner(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty) return 0;
        if (_budget?.Exhausted == true) return End(ProblemCode.ExpansionLimit, _budget.Reason);
        int got;
        try
        {
            got = _inner.Read(buffer);
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return End(Damage.Code(fault), Damage.Sentence(fault));
        }

        if (got == 0)
        {
            _ended = true;
            _atEnd?.Invoke(_read);
            return 0;
        }

        _read += got;
        _budget?.Expand(got);
        return got;
    }

    private int End(string code, Text sentence)
    {
        _ended = Failed = true;
        _report(new IntakeProblem(_name, _read, code, sentence));
        return 0;
    }
}
