namespace Egide.Connectors.Mapped;

/// <summary>Takes the fields of one CSV row, quotes taken off (RFC 4180; a quote inside an unquoted field is a character).</summary>
internal ref struct CsvRow(ReadOnlySpan<byte> row, byte delimiter)
{
    private ReadOnlySpan<byte> _rest = row;
    private bool _ended;

    /// <summary>Takes the next field; a field with doubled quotes is copied to have them single.</summary>
    public bool Next(out ReadOnlySpan<byte> field)
    {
        field = default;
        if (_ended) return false;
        if (!_rest.IsEmpty && _rest[0] == '"' && Closing(_rest, out var doubled) is var close and > 0)
        {
            field = _rest[1..close];
            if (doubled) field = Single(field);
            _rest = _rest[(close + 1)..];
            var rest = _rest.IndexOf(delimiter);
            _ended = rest < 0;
            _rest = _ended ? default : _rest[(rest + 1)..];
            return true;
        }

        var end = _rest.IndexOf(delimiter);
        _ended = end < 0;
        field = (_ended ? _rest : _rest[..end]).Trim(" \t\r"u8);
        _rest = _ended ? default : _rest[(end + 1)..];
        return true;
    }

    private static int Closing(ReadOnlySpan<byte> text, out bool doubled)
    {
        doubled = false;
        var at = 1;
        while (at < text.Length)
        {
            var next = text[at..].IndexOf((byte)'"');
            if (next < 0) return -1;
            at += next;
            if (at + 1 >= text.Length || text[at + 1] != '"') return at;
            doubled = true;
            at += 2;
        }

        return -1;
    }

    private static byte[] Single(ReadOnlySpan<byte> field)
    {
        var single = new byte[field.Length];
        var length = 0;
        for (var i = 0; i < field.Length; i++)
        {
            single[length++] = field[i];
            if (field[i] == '"' && i + 1 < field.Length && field[i + 1] == '"') i++;
        }

        return single[..length];
    }
}
