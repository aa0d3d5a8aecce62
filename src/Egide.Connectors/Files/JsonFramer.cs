namespace Egide.Connectors.Files;

/// <summary>
/// JSON values one after another, elements of arrays, resources of Bundles: each found where it ends, whatever the
/// size of the whole. After a broken value it starts again at the next line.
/// </summary>
internal sealed class JsonFramer : Framer
{
    private enum State : byte
    {
        Top,
        Array,
        BundleKeys,
        Entries,
    }

    private State _state;
    private JsonScanner _skipping;
    private bool _isSkipping;

    public override int Frame(RecordBlock block, int start, int end, bool final)
    {
        while (true)
        {
            var data = block.Bytes.AsSpan(0, end);
            start = JsonKeys.AfterBlanks(data, start);
            if (start >= end) return end;
            var next = Step(block, data, start, final);
            if (next < 0)
            {
                if (!final) return start;
                block.Add(start, end);
                return end;
            }

            start = next;
        }
    }

    public override (int Passed, bool Done) Skip(ReadOnlySpan<byte> data)
    {
        var at = 0;
        if (!_isSkipping) _skipping = default;
        _isSkipping = true;
        var status = _skipping.Scan(data, ref at);
        if (status == ScanStatus.More) return (at, false);
        _isSkipping = false;
        if (status == ScanStatus.Broken) _state = State.Top;
        return (at, true);
    }

    /// <summary>Does one step at <paramref name="at"/> and gives where the next starts, or -1 when more must be seen.</summary>
    private int Step(RecordBlock block, ReadOnlySpan<byte> data, int at, bool final)
    {
        switch (_state, data[at])
        {
            case (State.Top, (byte)'['):
                _state = State.Array;
                return at + 1;
            case (State.Top or State.Array, (byte)'{'):
            case (State.Array, (byte)'['):
                return Value(block, data, at, final);
            case (State.Array, (byte)']'):
            case (State.BundleKeys, (byte)'}'):
                _state = State.Top;
                return at + 1;
            case (State.Entries, (byte)']'):
                _state = State.BundleKeys;
                return at + 1;
            case (State.Entries, (byte)'{'):
                return Value(block, data, at, final);
            case (State.BundleKeys, (byte)'"'):
                return Key(data, at);
            case (State.Top, (byte)']' or (byte)'}'):
                return at + 1;
            case (State.Array, _):
                return Scalar(block, data, at);
            default:
                return Line(block, data, at);
        }
    }

    private int Value(RecordBlock block, ReadOnlySpan<byte> data, int at, bool final)
    {
        var end = at;
        switch (new JsonScanner().Scan(data, ref end))
        {
            case ScanStatus.Done:
                if (_state == State.Entries) JsonBundle.AddEntry(block, at, end);
                else JsonBundle.AddWhole(block, at, end);
                return end;
            case ScanStatus.Broken:
                _state = State.Top;
                block.Add(at, end);
                return end;
            default:
                if (_state != State.Top || !JsonBundle.Is(data[at..])) return -1;
                _state = State.BundleKeys;
                return at + 1;
        }
    }

    private int Key(ReadOnlySpan<byte> data, int at)
    {
        var next = at;
        if (!JsonKeys.TryNext(data, ref next, out var key, out _)) return -1;
        if (key.SequenceEqual("entry"u8) && data[next] == '[')
        {
            _state = State.Entries;
            return next + 1;
        }

        return JsonKeys.TrySkip(data, ref next) ? next : -1;
    }

    private static int Scalar(RecordBlock block, ReadOnlySpan<byte> data, int at)
    {
        var end = at;
        if (data[at] == '"')
        {
            var status = new JsonScanner().Scan(data, ref end);
            if (status == ScanStatus.More) return -1;
        }
        else
        {
            var length = data[at..].IndexOfAny(",]\n"u8);
            if (length < 0) return -1;
            end = at + Math.Max(1, length);
        }

        block.Add(at, end);
        return end;
    }

    private int Line(RecordBlock block, ReadOnlySpan<byte> data, int at)
    {
        var length = data[at..].IndexOf((byte)'\n');
        if (length < 0) return -1;
        _state = State.Top;
        block.Add(at, at + length);
        return at + length + 1;
    }
}
